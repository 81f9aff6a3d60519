using Cnn.Runtime;

namespace Cnn;

/// <summary>Moves one tensor of a checked network, an element of it or all along a direction, and puts it back.</summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
internal sealed class CheckedTensor<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly CheckedNetwork<TNetwork> _network;
    private readonly ParameterView _view;
    private readonly float[] _values;
    private readonly float[] _moved;

    /// <param name="network">The network, after a run with the parameters as they were.</param>
    /// <param name="gradient">The gradient by the tensor.</param>
    public CheckedTensor(CheckedNetwork<TNetwork> network, ParameterView gradient)
    {
        (_network, _view) = (network, gradient);
        Gradient = gradient.ToArray();
        GradientNorm = Norm(Gradient);
        _values = new float[Gradient.Length];
        Packing.Unpack(Info, network.Packed(Info), _values);
        _moved = new float[Gradient.Length];
        double fanIn = Info.Shape.Count < 2 ? 1 : Initializer.FanIn(Info);
        ElementScale = Math.Max(1, Math.Sqrt(fanIn / _values.Length) * Norm(_values));
        DirectionScale = ElementScale / Math.Sqrt(fanIn);
    }

    /// <summary>The tensor's facts.</summary>
    public ParameterInfo Info => _view.Info;

    /// <summary>The gradient where the tensor was not moved, in a weight file's order.</summary>
    public float[] Gradient { get; }

    /// <summary>Its Euclidean norm.</summary>
    public double GradientNorm { get; }

    /// <summary>About how far one element can go before the layer's outputs are others altogether.</summary>
    public double ElementScale { get; }

    /// <summary>About how far all elements can go, each up or down.</summary>
    public double DirectionScale { get; }

    /// <summary>The loss with one element moved.</summary>
    public MovedLoss LossAt(int index, double step) =>
        WithElement(index, step, distance => new MovedLoss(_network.Look(), distance, distance * Gradient[index]));

    /// <summary>The gradient by one element, with that moved.</summary>
    public MovedGradient GradientAt(int index, double step) => WithElement(index, step, distance =>
    {
        _network.Run();
        return new MovedGradient(distance, _view.ElementAt(index));
    });

    /// <summary>The loss with all elements moved, up or down as the key draws.</summary>
    public MovedLoss LossAt(RandomKey direction, double step) =>
        WithAll(direction, step, predicted => new MovedLoss(_network.Look(), step, predicted));

    /// <summary>The gradient along a direction, with all elements moved.</summary>
    public MovedGradient GradientAt(RandomKey direction, double step) => WithAll(direction, step, _ =>
    {
        _network.Run();
        _view.CopyTo(_moved);
        return new MovedGradient(step, Along(direction, _moved));
    });

    /// <summary>A gradient's product with a direction.</summary>
    public static double Along(RandomKey key, ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        for (int i = 0; i < gradient.Length; i++)
            sum += (double)Sign(key, i) * gradient[i];
        return sum;
    }

    /// <param name="index">Which element.</param>
    /// <param name="step">How far it is moved.</param>
    /// <param name="run">Gets how far it was really moved.</param>
    private T WithElement<T>(int index, double step, Func<double, T> run)
    {
        ref float packed = ref _network.Packed(Info)[Info.PackedIndex(index)];
        float value = _values[index], moved = (float)(value + step);
        packed = moved;
        try
        {
            return run((double)moved - value);
        }
        finally
        {
            packed = value;
        }
    }

    /// <param name="direction">Which elements are moved up; the others are moved down.</param>
    /// <param name="step">How far.</param>
    /// <param name="run">Gets the product of the gradient where nothing was moved with the movement.</param>
    private T WithAll<T>(RandomKey direction, double step, Func<double, T> run)
    {
        double predicted = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            _moved[i] = (float)(_values[i] + (Sign(direction, i) * step));
            predicted += ((double)_moved[i] - _values[i]) * Gradient[i];
        }
        Packing.Pack(Info, _moved, _network.Packed(Info));
        try
        {
            return run(predicted);
        }
        finally
        {
            Packing.Pack(Info, _values, _network.Packed(Info));
        }
    }

    private static double Norm(float[] values)
    {
        double squares = 0;
        foreach (float value in values)
            squares += (double)value * value;
        return Math.Sqrt(squares);
    }

    private static int Sign(RandomKey key, int i) => (key.Bits((ulong)i) & 1) == 0 ? 1 : -1;
}
