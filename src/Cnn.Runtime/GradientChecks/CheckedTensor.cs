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

    /// <summary>The loss and the gradient by one element, with that moved.</summary>
    public MovedLoss MoveElement(int index, double step)
    {
        ref float packed = ref _network.Packed(Info)[Info.PackedIndex(index)];
        float value = _values[index], moved = (float)(value + step);
        double distance = (double)moved - value;
        packed = moved;
        try
        {
            return new(_network.Run(), distance, distance * Gradient[index], _view.ElementAt(index));
        }
        finally
        {
            packed = value;
        }
    }

    /// <summary>The loss and the gradient along a direction, with all elements moved, up or down as the key draws.</summary>
    public MovedLoss MoveAll(RandomKey key, double step)
    {
        double predicted = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            _moved[i] = (float)(_values[i] + (Sign(key, i) * step));
            predicted += ((double)_moved[i] - _values[i]) * Gradient[i];
        }
        Packing.Pack(Info, _moved, _network.Packed(Info));
        try
        {
            double loss = _network.Run();
            _view.CopyTo(_moved);
            return new(loss, step, predicted, Along(key, _moved));
        }
        finally
        {
            Packing.Pack(Info, _values, _network.Packed(Info));
        }
    }

    /// <summary>A gradient's product with a direction.</summary>
    public static double Along(RandomKey key, ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        for (int i = 0; i < gradient.Length; i++)
            sum += (double)Sign(key, i) * gradient[i];
        return sum;
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
