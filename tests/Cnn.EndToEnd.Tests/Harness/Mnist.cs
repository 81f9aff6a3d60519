namespace Cnn.EndToEnd.Tests;

/// <summary>MNIST, where CNN_TEST_DATA has it.</summary>
internal static class Mnist
{
    /// <summary>The 60,000 training images.</summary>
    public static LabeledImages ReadTraining() => Read("train");

    /// <summary>The 10,000 test images.</summary>
    public static LabeledImages ReadTest() => Read("t10k");

    private static LabeledImages Read(string which) =>
        IdxReader.Read(TestData.Require("mnist", which + "-images-idx3-ubyte.gz"),
            TestData.Require("mnist", which + "-labels-idx1-ubyte.gz"));
}
