using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// What somebody else computed of one layer. All tensors are in PyTorch's order (instance, channel, row, column), and what goes in is a
/// function of its index: fill(i, seed, scale) = scale · sin(0.7 i + 1.3 seed + 0.1 (i² mod 7)). The input is fill(i, 1, 2), the
/// parameter's values are
/// <see cref="Offset"/> + fill(i, 11, <see cref="Scale"/>), and the gradient of the output is fill(i, 50, 1).
/// </summary>
/// <param name="Statements">The input and the layer, as text: <c>input 3x5x2, relu</c>.</param>
/// <param name="Instances">How many instances the tensors hold.</param>
/// <param name="Output">The first values of the output.</param>
/// <param name="InputGradient">The first values of the gradient of the input.</param>
public sealed record KnownAnswer(string Statements, int Instances, double[] Output, double[] InputGradient)
{
    /// <summary>The answers that the interpreter's layers hold.</summary>
    public static IEnumerable<KnownAnswer> All => LayerLoops.All.SelectMany(loops => loops.KnownAnswers);

    /// <summary>What the function of the index is added to, for the parameter.</summary>
    public double Offset { get; init; }

    /// <summary>What the function of the index is multiplied by, for the parameter.</summary>
    public double Scale { get; init; }

    /// <summary>The gradient of the parameter, whole; empty where there is none.</summary>
    public double[] ParameterGradient { get; init; } = [];

    /// <summary>What the interpreter makes of the same.</summary>
    public KnownAnswer Computed()
    {
        var parsed = CnnParser.Parse($"network Layer {{ {Statements} }}", "");
        var resolved = Resolver.Resolve(parsed.Networks[0]);
        var spec = resolved.Spec ?? throw new InvalidOperationException($"'{Statements}' is no network.");
        var (input, layer) = (spec.Input, spec.Layers[1]);
        var network = new ReferenceNetwork(spec);
        foreach (var parameter in network.Parameters)
            for (int i = 0; i < parameter.Values.Length; i++) parameter.Values[i] = Offset + Fill(i, 11, Scale);
        var pass = network.Forward(Turned(Numbers(Instances * (int)input.ElementCount, 1, 2), input, isBack: false), Instances,
            isTraining: true);
        double[] dY = Turned(Numbers(pass.Output.Length, 50, 1), layer.Output, isBack: false);
        double[][] gradients = [.. network.Parameters.Select(parameter => new double[parameter.Values.Length])];
        double[] dX = LayerLoops.Of(layer).Backward(new(network, 1, pass, gradients), dY)[0];
        return this with
        {
            Output = Turned(pass.Output, layer.Output, isBack: true)[..Output.Length],
            InputGradient = Turned(dX, input, isBack: true)[..InputGradient.Length],
            ParameterGradient = [.. gradients.SelectMany(gradient => gradient)],
        };
    }

    private static double Fill(long i, int seed, double scale) => scale * Math.Sin(0.7 * i + 1.3 * seed + 0.1 * (i * i % 7));

    private static double[] Numbers(int count, int seed, double scale) => [.. Enumerable.Range(0, count).Select(i => Fill(i, seed, scale))];

    // From PyTorch's order to the network's, or back.
    private static double[] Turned(double[] values, TensorShape shape, bool isBack)
    {
        int pixels = shape.Height * shape.Width, elements = pixels * shape.Channels;
        var turned = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int instance = i / elements, channel = i % elements / pixels, pixel = i % pixels;
            int place = instance * elements + pixel * shape.Channels + channel;
            if (isBack) turned[i] = values[place];
            else turned[place] = values[i];
        }
        return turned;
    }
}
