using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Finds the step of a training pass that first writes a number that is not finite, by running the steps one by one and looking at what
/// each has written.
/// </summary>
internal sealed class NotFiniteSearch(NetworkInfo info, Arena arena, Arena gradients)
{
    private readonly PassMap _map = PassMap.Of(info, "DetectNonFinite");
    private readonly PassInfo _plan = info.Training;

    /// <summary>Which images of some data the instances are; empty where they are of none.</summary>
    public ReadOnlyMemory<int> Images { get; set; }

    /// <summary>Runs the pass, and says what was found first; null where all that any step wrote is finite.</summary>
    /// <param name="step">The number of the training step, from 1.</param>
    /// <param name="count">Its instances.</param>
    /// <param name="needed">For each step of the pass, whether it runs; null where all do.</param>
    /// <param name="run">Runs units or instances of a phase, of its steps those alone that are marked.</param>
    public NotFiniteException? Find(long step, int count, bool[]? needed, Action<PhaseInfo, int, int, int, bool[]> run)
    {
        bool[] only = new bool[_map.Steps.Count];
        bool isForward = true;
        int unit = 0;
        for (int i = 0; i < only.Length; i++)
        {
            MapStep planned = _map.Steps[i];
            if (i > 0 && planned.Phase != _map.Steps[i - 1].Phase)
                unit = 0;
            PhaseInfo phase = _plan.Phases[planned.Phase];
            int begin = unit, end = phase.Cut == PhaseCut.Units ? unit + planned.Units : count;
            unit += planned.Units;
            if (needed is not null && !needed[i])
                continue;
            only[i] = true;
            run(phase, planned.Phase, phase.Cut == PhaseCut.Units ? begin : 0, end, only);
            only[i] = false;
            if (Look(planned, step, count, isForward) is { } found)
                return found;
            isForward &= !planned.IsLoss;
        }
        return null;
    }

    private NotFiniteException? Look(MapStep planned, long step, int count, bool isForward)
    {
        string layer = info.Layers[planned.Layer].Name;
        var part = isForward ? StepPart.Forward : StepPart.Backward;
        foreach (MapOperand operand in planned.Operands)
        {
            if (!operand.IsWritten)
                continue;
            NotFiniteException? found = operand.Place switch
            {
                MapPlace.Slot => InTensor(_map.Tensors[operand.Index], step, count, part, layer),
                MapPlace.Shared => InShared(planned, operand, step, count, part, layer),
                MapPlace.Gradient => InParameter(
                    info.Parameters[operand.Index], gradients.Span, step, StepPart.Gradient, layer,
                    "d " + info.Parameters[operand.Index].Name),
                _ => null,
            };
            if (found is not null)
                return found;
        }
        return null;
    }

    private NotFiniteException? InTensor(MapTensor tensor, long step, int count, StepPart part, string layer)
    {
        int slot = _plan.LogitsStride, shared = _plan.ArenaFloats - (_plan.BatchSize * slot);
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> values = arena.Span[(shared + (n * slot) + tensor.Offset)..];
            for (int row = 0; row < tensor.Height; row++)
            {
                for (int column = 0; column < tensor.Width; column++)
                {
                    for (int channel = 0; channel < tensor.Channels; channel++)
                    {
                        float value = values[tensor.IndexOf(row, column, channel)];
                        if (!float.IsFinite(value))
                        {
                            return new(step, part, layer, $"'{tensor.Name}'", value, [n, row, column, channel],
                                FormattableString.Invariant($"{At(n)}, row {row}, column {column}, channel {channel}"))
                            {
                                Image = ImageOf(n),
                            };
                        }
                    }
                }
            }
        }
        return null;
    }

    private NotFiniteException? InShared(MapStep planned, MapOperand operand, long step, int count, StepPart part, string layer)
    {
        int floats = planned.IsLoss ? count : operand.Floats;
        int at = FiniteValues.IndexOfNotFinite(arena.Span.Slice(operand.Index, floats));
        if (at < 0)
            return null;
        float value = arena.Span[operand.Index + at];
        return planned.IsLoss
            ? new(step, part, layer, "the loss", value, [at], At(at)) { Image = ImageOf(at) }
            : new(step, part, layer, $"what is kept for layer {layer}", value, [], "");
    }

    private int? ImageOf(int instance) => Images.IsEmpty ? null : Images.Span[instance];

    private string At(int instance) => ImageOf(instance) is { } image
        ? FormattableString.Invariant($" at instance {instance}, the data's image {image}")
        : FormattableString.Invariant($" at instance {instance}");

    /// <summary>The first number of a parameter, of its gradient or of what an optimizer keeps of it; null where all are finite.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="packed">All parameters, or as many numbers.</param>
    /// <param name="step">The number of the training step, from 1.</param>
    /// <param name="part">What wrote it.</param>
    /// <param name="layer">The layer that wrote it.</param>
    /// <param name="name">What it is called.</param>
    public static NotFiniteException? InParameter(
        ParameterInfo parameter, ReadOnlySpan<float> packed, long step, StepPart part, string? layer, string name)
    {
        packed = packed.Slice(parameter.Offset, parameter.PackedLength);
        if (FiniteValues.IndexOfNotFinite(packed) < 0)
            return null;
        float[] values = new float[parameter.ElementCount];
        Packing.Unpack(parameter, packed, values);
        int at = FiniteValues.IndexOfNotFinite(values);
        if (at < 0)
            return null;
        int[] index = new int[parameter.Shape.Count];
        for (int i = index.Length - 1, rest = at; i >= 0; rest /= parameter.Shape[i--])
            index[i] = rest % parameter.Shape[i];
        return new(step, part, layer, $"'{name}'", values[at], index, $" at [{string.Join(", ", index)}]");
    }
}
