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

        AssertLogits(reference, network.Logits((k, parameter) => Values(k + 1, parameter, gain), reference.Images()), bound);
    }

    /// <summary>The script numbers the kernels of the sparse third layer map by map; its codes are signs.</summary>
    [SkippableFact]
    public void LeNet5Of1998_GivesPyTorchsDistances()
    {
        var reference = ZooReference.Read("lenet5_1998");
        var network = ZooRun.Of("LeNet5Of1998");
        Assert.Equal(reference.Parameters, network.Info.ParameterCount + 840);
        int[] channels = [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6];
        float[][] found = network.Logits(
            (_, parameter) => parameter.Name switch
            {
                "c1.weight" => IndexFill.Values(150, 1, Math.Sqrt(6.0 / 25)),
                "c1.bias" => IndexFill.Values(6, 2, 0.05),
                "s2.weight" => IndexFill.Values(6, 3, 0.05, 0.25),
                "s2.bias" => IndexFill.Values(6, 4, 0.05),
                "c3.weight" =>
                    [.. channels.SelectMany((count, map) => IndexFill.Values(25 * count, 5 + map, Math.Sqrt(6.0 / (25 * count))))],
                "c3.bias" => IndexFill.Values(16, 21, 0.05),
                "s4.weight" => IndexFill.Values(16, 22, 0.05, 0.25),
                "s4.bias" => IndexFill.Values(16, 23, 0.05),
                "c5.weight" => IndexFill.Values(48_000, 24, Math.Sqrt(6.0 / 400)),
                "c5.bias" => IndexFill.Values(120, 25, 0.05),
                "f6.weight" => IndexFill.Values(10_080, 26, Math.Sqrt(6.0 / 120)),
                "f6.bias" => IndexFill.Values(84, 27, 0.05),
                "output.weight" => [.. IndexFill.Values(840, 28, 1).Select(value => MathF.Sign(value))],
                _ => throw new ArgumentException($"The script has no parameter such as {parameter.Name}.", nameof(parameter)),
            },
            reference.Images());
        AssertLogits(reference, found, 1e-4);
    }

    // Apart by no more than a share of the standard deviation of all logits.
    private static void AssertLogits(ZooReference reference, float[][] found, double bound)
    {
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
        .Select(stage => stage.Shape is [_, var channels, var height, var width] ? new TensorShape(height, width, channels)
            : new TensorShape(1, 1, stage.Shape[1]));

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
