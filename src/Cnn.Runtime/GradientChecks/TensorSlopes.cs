using Cnn.Runtime;

namespace Cnn;

/// <summary>Compares the gradient by one tensor with the slopes of the loss.</summary>
/// <param name="tensor">The tensor.</param>
/// <param name="loss">The loss where nothing is moved.</param>
/// <param name="outputRounding">What rounding outputs and losses alone makes of it, as a standard deviation.</param>
/// <param name="norm">That of the gradients by all tensors together.</param>
/// <param name="options">How.</param>
/// <param name="key">Where elements and directions are drawn from.</param>
/// <param name="cancellation">Asked before each comparison.</param>
/// <typeparam name="TNetwork">The generated network.</typeparam>
internal sealed class TensorSlopes<TNetwork>(
    CheckedTensor<TNetwork> tensor, double loss, double outputRounding, double norm, GradientCheckOptions options, RandomKey key,
    CancellationToken cancellation)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>
    /// Beside all gradients' norm, below what a tensor's own is mostly rounding: errors are measured against that at least.
    /// </summary>
    private const double LeastShare = 1e-4;

    /// <summary>How far points lie apart where noise is measured, relative to the largest step of a direction.</summary>
    private const double NoiseStep = 1.0 / (1 << 16);

    /// <summary>How often the largest step is doubled where noise asks for it.</summary>
    private const int MostDoubled = 4;

    private readonly int[] _verdicts = new int[Enum.GetValues<Verdict>().Length];
    private GradientEntry? _worst;

    /// <summary>Compares some elements and, where these are not all, some directions.</summary>
    public ParameterCheck Check()
    {
        double noise = Math.Max(outputRounding, Noise()), floor = Math.Max(tensor.GradientNorm, LeastShare * norm);
        int count = tensor.Gradient.Length;
        double least = floor / Math.Sqrt(count);
        SlopeJudge elements = new(loss, noise, options.Tolerance, least, options.Tolerance * norm);
        foreach (int index in CheckedEntries.Of(tensor.Gradient, options.Entries, key.Derive("entries")))
        {
            cancellation.ThrowIfCancellationRequested();
            Count(PlaceOf(index), null, elements.Compare(
                tensor.Gradient[index], Largest(tensor.ElementScale, noise / least), step => tensor.LossAt(index, step),
                step => tensor.GradientAt(index, step)));
        }
        SlopeJudge directions = new(loss, noise, options.Tolerance, floor, options.Tolerance * norm);
        for (int i = 0; i < options.Directions && count > options.Entries; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            RandomKey direction = DirectionOf(i);
            Count([], i, directions.Compare(
                CheckedTensor<TNetwork>.Along(direction, tensor.Gradient), Largest(tensor.DirectionScale, noise / floor),
                step => tensor.LossAt(direction, step), step => tensor.GradientAt(direction, step)));
        }
        return new()
        {
            Name = tensor.Info.Name,
            Layer = LayerOf(tensor.Info.Name),
            Shape = tensor.Info.Shape,
            Right = _verdicts[(int)Verdict.Right],
            Wrong = _verdicts[(int)Verdict.Wrong],
            Negligible = _verdicts[(int)Verdict.Negligible],
            AtKinks = _verdicts[(int)Verdict.Kinks],
            InNoise = _verdicts[(int)Verdict.Noise],
            Worst = _worst,
        };
    }

    /// <summary>The largest step: a longer one where small changes would drown.</summary>
    /// <param name="scale">The tensor's.</param>
    /// <param name="drowns">The step over which the least change that matters is as large as the noise.</param>
    private double Largest(double scale, double drowns)
    {
        double step = options.Step * scale;
        for (int doubled = 0; doubled < MostDoubled && step < SlopeJudge.ClearOf(drowns, options.Tolerance); doubled++)
            step *= 2;
        return step;
    }

    private double Noise()
    {
        double[] losses = new double[RoundingNoise.Points];
        double step = NoiseStep * options.Step * tensor.DirectionScale;
        for (int i = 0; i < losses.Length; i++)
            losses[i] = tensor.LossAt(DirectionOf(-1), i * step).Loss;
        return RoundingNoise.Deviation(losses);
    }

    private RandomKey DirectionOf(int number) => key.Derive("direction").Derive((ulong)(number + 1));

    private void Count(int[] index, int? direction, SlopeVerdict found)
    {
        _verdicts[(int)found.Verdict]++;
        // NaN and infinity are worse than any number.
        if (found.Verdict is Verdict.Right or Verdict.Wrong && !(found.Error <= _worst?.Error))
            _worst = new(FixedList.Of(index), direction, found.Slope, found.Gradient, found.Error);
    }

    private int[] PlaceOf(int index)
    {
        int[] place = new int[tensor.Info.Shape.Count];
        for (int i = place.Length - 1; i >= 0; i--)
        {
            place[i] = index % tensor.Info.Shape[i];
            index /= tensor.Info.Shape[i];
        }
        return place;
    }

    private static string LayerOf(string parameter)
    {
        string layer = parameter[..Math.Max(0, parameter.LastIndexOf('.'))];
        string? description = TNetwork.Info.Layers.FirstOrDefault(row => row.Name == layer)?.Description;
        return description is null ? layer : $"{layer} ({description})";
    }
}
