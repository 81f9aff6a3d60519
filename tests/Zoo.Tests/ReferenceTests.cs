using Cnn;

namespace Zoo.Tests;

/// <summary>The zoo against PyTorch in double precision: shapes stage by stage, and logits.</summary>
[Trait("Category", "Numeric")]
public class ReferenceTests
{
    // A network, its reference, and 6 or 2: weights are at most sqrt(gain / inputs), as the script has them.
    public static TheoryData<string, string, double, double> Networks => new()
    {
        { "LeNet5", "lenet5", 6, 1e-4 },
        { "AlexNet", "alexnet", 6, 1e-4 },
        { "GoogLeNet", "googlenet", 6, 1e-4 },
        { "ResNet18", "resnet18", 2, 1e-4 },
        { "ResNet34", "resnet34", 2, 1e-4 },
        { "ResNet50", "resnet50", 2, 1e-4 },
        { "ResNet101", "resnet101", 2, 1e-3 },
        { "ResNet152", "resnet152", 2, 1e-3 },
    };

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void StagesAndLogits_ArePyTorchs(string name, string file, double gain, double bound)
    {
        var reference = ZooReference.Read(file);
        var network = ZooRun.Of(name);
        Assert.Equal(reference.Parameters, network.Info.ParameterCount);
        Assert.Equal(ShapesOf(reference), Stages.Of(network.Info).Select(layer => layer.Output));

        float[][] found = network.Logits((k, parameter) => Values(k + 1, parameter, gain), reference.Images());
        Assert.Equal(reference.Logits.Length, found.Length);
        double deviation = Deviation([.. reference.Logits.SelectMany(row => row)]);
        for (int n = 0; n < found.Length; n++)
        {
            Assert.Equal(reference.Logits[n].Length, found[n].Length);
            for (int i = 0; i < found[n].Length; i++) Assert.InRange((found[n][i] - reference.Logits[n][i]) / deviation, -bound, bound);
        }
    }

    // Activations and flattening change no map; here they may be parts of other layers.
    private static IEnumerable<TensorShape> ShapesOf(ZooReference reference) => reference.Stages
        .Where(stage => stage.Layer is not ("ReLU" or "Tanh" or "Flatten"))
        .Select(stage => stage.Shape is [_, var channels, var height, var width] ? new TensorShape(height, width, channels) : new TensorShape(1, 1, stage.Shape[1]));

    /// <summary>A parameter as the script has it; all tensors are numbered from 1, a batch norm's statistics among them.</summary>
    private static float[] Values(int number, ParameterInfo parameter, double gain)
    {
        int count = parameter.ElementCount;
        string kind = parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..];
        return kind switch
        {
            "bias" => IndexFill.Values(count, number, 0.05),
            "running_mean" => IndexFill.Values(count, number, 0.1),
            "running_var" => IndexFill.Values(count, number, 8, 16),
            "weight" when parameter.Shape.Count == 1 => IndexFill.Values(count, number, 0.1, 1),
            "weight" => IndexFill.Values(count, number, Math.Sqrt(gain / (count / parameter.Shape[0]))),
            _ => throw new ArgumentException($"The script has no parameter such as {parameter.Name}.", nameof(parameter)),
        };
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
