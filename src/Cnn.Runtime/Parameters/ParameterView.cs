using Cnn.Runtime;

namespace Cnn;

/// <summary>A window on one trainable tensor, or on its gradient, in the weight file's layout (PyTorch's).</summary>
public sealed class ParameterView
{
    private readonly Arena _arena;
    private readonly StepGate _gate;
    private readonly TrainingHolder? _holder;

    /// <param name="info">The tensor.</param>
    /// <param name="arena">Where it lies, packed.</param>
    /// <param name="gate">Who uses the arena now.</param>
    /// <param name="holder">
    /// Who trains the parameters that it belongs to; null for a gradient, which only a training session writes.
    /// </param>
    internal ParameterView(ParameterInfo info, Arena arena, StepGate gate, TrainingHolder? holder)
    {
        Info = info;
        _arena = arena;
        _gate = gate;
        _holder = holder;
    }

    /// <summary>The name in a weight file, for example <c>conv1.weight</c>.</summary>
    public string Name => Info.Name;

    /// <summary>The shape in a weight file: <c>[maps, channels, rows, columns]</c>, <c>[outputs, inputs]</c> or <c>[maps]</c>.</summary>
    public IReadOnlyList<int> Shape => Info.Shape;

    /// <summary>The product of <see cref="Shape"/>.</summary>
    public int ElementCount => Info.ElementCount;

    internal ParameterInfo Info { get; }

    /// <summary>Writes the values, row-major over <see cref="Shape"/>, to the beginning of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="ElementCount"/>.</exception>
    /// <exception cref="ObjectDisposedException">It is a gradient of a session that was disposed, or that its network ended.</exception>
    /// <exception cref="InvalidOperationException">
    /// A training step is changing the values, on another thread or as the caller of this; gradients are done before the update.
    /// </exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length < ElementCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name} has shape {Shapes.Format(Shape)}, {ElementCount} floats; the destination has {destination.Length}."),
                    nameof(destination));
        }
        using (_gate.Read(Name, "cannot be read"))
            Packing.Unpack(Info, _arena.Span.Slice(Info.Offset, Info.PackedLength), destination);
    }

    /// <summary>The values, row-major over <see cref="Shape"/>, in an array of their own.</summary>
    /// <inheritdoc cref="CopyTo"/>
    public float[] ToArray()
    {
        float[] values = new float[ElementCount];
        CopyTo(values);
        return values;
    }

    /// <summary>Replaces the values by <paramref name="source"/>, row-major over <see cref="Shape"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The source is not exactly <see cref="ElementCount"/> floats, or this is a running variance and one of them is not 0 or more.
    /// </exception>
    /// <exception cref="InvalidOperationException">A training session holds the network, or this is a gradient.</exception>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        if (source.Length != ElementCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Name} has shape {Shapes.Format(Shape)}, {ElementCount} floats; the source has shape [{source.Length}]."),
                    nameof(source));
        }
        if (_holder is null)
            throw new InvalidOperationException($"{Name} is a gradient; only its training session writes it.");
        const string Refusal = "cannot be replaced";
        _holder.ThrowIfTraining(Name, Refusal);
        if (VarianceValues.IndexOfFault(Info, source) is >= 0 and int at)
            throw new ArgumentException($"{Name} {Refusal}: {VarianceValues.Fault(Info, source, at)}.", nameof(source));
        using (_gate.Replace(Name, Refusal))
            Pack(source, _arena);
    }

    internal static ParameterView Find(ParameterView[] views, string name, string network) =>
        Array.Find(views, view => string.Equals(view.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"{network} has no parameter named '{Excerpt.Of(name)}'. It has: "
                + $"{string.Join(", ", views.Select(view => VisibleText.Of(view.Name)))}.", nameof(name));

    /// <summary>One value, by its position in a weight file's order.</summary>
    /// <inheritdoc cref="CopyTo"/>
    internal float ElementAt(int index)
    {
        using (_gate.Read(Name, "cannot be read"))
            return _arena.Span[Info.Offset + Info.PackedIndex(index)];
    }

    /// <summary>Stores the values of a weight file into an arena; the padding lanes are left as they are, zero.</summary>
    internal void Pack(ReadOnlySpan<float> source, Arena arena) =>
        Packing.Pack(Info, source, arena.Span.Slice(Info.Offset, Info.PackedLength));
}
