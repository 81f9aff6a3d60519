namespace Cnn.Runtime.Tests;

public sealed class AbsentWeightsTests
{
    // A grouped kernel whose second block is not full, a table of connections, and a vector.
    private static readonly ParameterInfo[] s_parameters =
    [
        ParameterInfo.Kernel("conv1.weight", 0, 20, 2, 1, 2, 0, false, groups: 10),
        ParameterInfo.Kernel("conv2.weight", 40 * 16, 3, 4, 1, 1, 0, false, [[0, 3], [1], [0, 1, 2]]),
        ParameterInfo.Vector("conv2.bias", 44 * 16, 3, 0),
    ];

    private static NetworkInfo Info { get; } = new()
    {
        Name = "Holes",
        Input = TinySoftmax.Info.Input,
        Output = TinySoftmax.Info.Output,
        OutputFunction = OutputFunction.Softmax,
        Loss = new SoftmaxCrossEntropy(),
        Layers = [],
        Parameters = s_parameters,
        TrainableFloats = 45 * 16,
        ParameterFloats = 45 * 16,
        Inference = TinySoftmax.Info.Inference,
        Training = TinySoftmax.Info.Training,
    };

    /// <summary>However the lines are cut, what is left is what a file's values fill.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(45)]
    public void Clear_LeavesExactlyTheWeightsThatAFileHas(int pieces)
    {
        NetworkParameters parameters = NetworkParameters.Create(Info);
        foreach (ParameterView view in parameters)
            view.CopyFrom(Enumerable.Repeat(1f, view.ElementCount).ToArray());
        AbsentWeights absent = AbsentWeights.Of(Info);
        float[] values = new float[Info.TrainableFloats];
        Array.Fill(values, 1);
        for (int i = 0; i < pieces; i++)
        {
            int begin = 45 * i / pieces, end = 45 * (i + 1) / pieces;
            absent.Clear(values.AsSpan((begin * 16)..(end * 16)), begin);
        }
        Assert.Equal(parameters.Arena.Span.ToArray(), values);
        Assert.Equal(s_parameters.Sum(parameter => parameter.ElementCount), values.Sum());
    }
}
