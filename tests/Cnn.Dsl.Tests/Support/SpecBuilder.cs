namespace Cnn.Dsl.Tests;

/// <summary>Builds specs directly, for tests of the stages behind the resolver.</summary>
internal sealed class SpecBuilder
{
    private readonly string _name;
    private readonly List<LayerSpec> _layers = [];

    public SpecBuilder(string name, TensorShape input)
    {
        _name = name;
        _layers.Add(new InputSpec("input", input));
    }

    public SpecBuilder Convolution(string name, string from, int maps, int kernel, int stride = 1, int pad = 0,
        Activation activation = default)
    {
        var window = new SpatialWindow(kernel, kernel, stride, stride, pad, pad, pad, pad);
        var x = Shape(from);
        return Put(new ConvolutionSpec(name, new(At(from)), x, window.Output(x, maps), window, true, activation));
    }

    public SpecBuilder MaxPool(string name, string from, int window, int stride, int pad = 0)
    {
        var spatial = new SpatialWindow(window, window, stride, stride, pad, pad, pad, pad);
        var x = Shape(from);
        return Put(new PoolSpec(name, new(At(from)), x, spatial.Output(x, x.Channels), PoolKind.Max, spatial));
    }

    public SpecBuilder Dense(string name, string from, int outputs) =>
        Put(new DenseSpec(name, new(At(from)), Shape(from), _layers[At(from)].MapOutput, new(1, 1, outputs), true, Cnn.Activation.None));

    public SpecBuilder Activation(string name, string from, Activation activation) =>
        Put(new ActivationSpec(name, new(At(from)), Shape(from), _layers[At(from)].MapOutput, activation));

    public SpecBuilder Add(string name, Activation activation, params string[] from) =>
        Put(new AddSpec(name, from.Select(At).ToEquatableArray(), Shape(from[0]), activation));

    public SpecBuilder Concat(string name, params string[] from) =>
        Put(new ConcatSpec(name, from.Select(At).ToEquatableArray(), Shape(from[0]),
            Shape(from[0]) with { Channels = from.Sum(input => Shape(input).Channels) }));

    public NetworkSpec Build(int batch) => new("", _name, batch, 1, _layers.ToEquatableArray(),
        LossSpec.DefaultFor(NetworkEnd.Values), OptimizerReader.Default);

    private SpecBuilder Put(LayerSpec layer)
    {
        _layers.Add(layer);
        return this;
    }

    private int At(string name) => _layers.FindIndex(layer => layer.Name == name);

    private TensorShape Shape(string name) => _layers[At(name)].Output;
}
