using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// What a training step minimises. A network has the one that it declares, or else the one that its end suggests; a session or a trainer
/// may be given another one. It never changes, so that sessions may share it.
/// </summary>
/// <remarks>
/// A loss is the mean over the batch, and in a map over the pixels, too; <see cref="DiceLoss"/> alone is none, but a function of all of
/// them. A network that ends in a sigmoid or a softmax is trained by the values before these, so that nothing is lost where a probability
/// rounds to 0 or 1.
/// </remarks>
public abstract class Loss
{
    // Of a thousand weights a message shows the first.
    private const int MostShown = 16;

    private static readonly Loss[] s_all =
    [
        new SoftmaxCrossEntropy(), new KullbackLeiblerDivergence(), new BinaryCrossEntropy(), new FocalLoss(), new DiceLoss(),
        new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss(), new SmoothL1Loss(), new HingeLoss(), new RadialBasisLoss(),
    ];

    private protected Loss()
    {
    }

    /// <summary>The loss of a network that declares none.</summary>
    /// <param name="output">What the network ends in.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such end.</exception>
    public static Loss DefaultFor(OutputFunction output) => output switch
    {
        OutputFunction.None => new MeanSquaredError(),
        OutputFunction.Sigmoid => new BinaryCrossEntropy(),
        OutputFunction.Softmax => new SoftmaxCrossEntropy(),
        OutputFunction.RadialBasis => new RadialBasisLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, null),
    };

    /// <summary>Its name, and the settings that are not the usual ones.</summary>
    public override string ToString() => Text(MostShown);

    /// <summary>The same with every number: two losses of one description are one loss.</summary>
    internal string Description => Text(int.MaxValue);

    /// <summary>What it may be told of an instance of a network with this end; nothing where it does not fit.</summary>
    internal abstract TargetForms FormsFor(OutputFunction output);

    /// <summary>Which float targets it takes.</summary>
    internal virtual TargetRange Range => TargetRange.Finite;

    /// <summary>The label that counts for nothing; null where each must be a class.</summary>
    internal virtual int? LabelOfNothing => null;

    /// <summary>Settings with as many numbers as there are channels, by their names.</summary>
    internal virtual IEnumerable<(string Name, int Count)> SettingsOfChannels => [];

    /// <summary>What contradicts a network's end among the settings; null for nothing.</summary>
    internal virtual string? Contradiction(OutputFunction output) => null;

    /// <summary>
    /// What the sum of the instances' losses is divided by: their number, or the sum of the weights of what they are told.
    /// </summary>
    /// <param name="labels">Those of all instances; empty where targets are floats.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="pixels">How many pixels an output has.</param>
    internal virtual double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) => instances;

    /// <summary>
    /// Returns an instance's loss, and writes the gradient of that times <paramref name="scale"/>.
    /// </summary>
    /// <param name="outputs">[pixels, channels], before a softmax or sigmoid.</param>
    /// <param name="labels">[pixels], checked to be in range; a null reference where targets are floats.</param>
    /// <param name="targets">[pixels, channels], checked to be in range; a null reference where there are labels.</param>
    /// <param name="gradient">[pixels, channels], written; not the memory of the outputs.</param>
    /// <param name="pixels">Of the output, 1 where it is a vector.</param>
    /// <param name="channels">Of the output.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    internal abstract float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale);

    /// <summary>
    /// Of how many sums over the outputs of a whole batch the loss is a function; 0 where each instance has a loss of its own. A batch's
    /// pass then goes forward, each instance's sums are taken, their totals concluded, and the gradients written from these.
    /// </summary>
    /// <param name="channels">Of the output.</param>
    internal virtual int SumsOf(int channels) => 0;

    /// <summary>Takes an instance's sums, where the loss is one of sums.</summary>
    /// <param name="outputs">As of <see cref="Compute"/>.</param>
    /// <param name="labels">As of <see cref="Compute"/>.</param>
    /// <param name="targets">As of <see cref="Compute"/>.</param>
    /// <param name="scratch">[pixels, channels], may be written; not the memory of the outputs.</param>
    /// <param name="pixels">Of the output, 1 where it is a vector.</param>
    /// <param name="channels">Of the output.</param>
    /// <param name="sums">Written, whatever is in it.</param>
    internal virtual void Gather(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float scratch, int pixels, int channels,
        Span<double> sums) =>
        throw new NotSupportedException($"{GetType().Name} takes no sums.");

    /// <summary>Returns a batch's loss, and leaves what <see cref="WriteGradient"/> needs in the place of its sums.</summary>
    /// <param name="sums">Those of all instances, added up; written.</param>
    /// <param name="instances">How many these are: each counts with the batch's loss, so that the batch's is their mean.</param>
    /// <param name="channels">Of the output.</param>
    internal virtual double Conclude(Span<double> sums, int instances, int channels) =>
        throw new NotSupportedException($"{GetType().Name} takes no sums.");

    /// <summary>
    /// Writes the gradient, by an instance's outputs, of the sum of all instances' losses times <paramref name="scale"/>.
    /// </summary>
    /// <param name="outputs">As of <see cref="Compute"/>.</param>
    /// <param name="labels">As of <see cref="Compute"/>.</param>
    /// <param name="targets">As of <see cref="Compute"/>.</param>
    /// <param name="gradient">[pixels, channels], written; not the memory of the outputs.</param>
    /// <param name="pixels">Of the output, 1 where it is a vector.</param>
    /// <param name="channels">Of the output.</param>
    /// <param name="scale">What the gradient is multiplied by.</param>
    /// <param name="slopes">What <see cref="Conclude"/> has left of the sums.</param>
    internal virtual void WriteGradient(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale, ReadOnlySpan<double> slopes) =>
        throw new NotSupportedException($"{GetType().Name} takes no sums.");

    /// <summary>An instance's loss for an evaluation.</summary>
    /// <param name="outputs">[pixels, channels], before a softmax or sigmoid.</param>
    /// <param name="labels">[pixels]; empty where targets are floats.</param>
    /// <param name="targets">[pixels, channels]; empty where there are labels.</param>
    /// <param name="scratch">[pixels, channels], written.</param>
    /// <param name="channels">Of the output.</param>
    internal virtual double Value(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> scratch, int channels) =>
        Compute(
            ref MemoryMarshal.GetReference(outputs),
            ref labels.IsEmpty ? ref Unsafe.NullRef<int>() : ref MemoryMarshal.GetReference(labels),
            ref targets.IsEmpty ? ref Unsafe.NullRef<float>() : ref MemoryMarshal.GetReference(targets),
            ref MemoryMarshal.GetReference(scratch),
            outputs.Length / channels, channels, 1);

    /// <summary>The settings that are not the usual ones, as text.</summary>
    /// <param name="most">How many numbers of one setting are written out.</param>
    private protected virtual IEnumerable<string> Settings(int most) => [];

    /// <summary>Refuses the loss where it does not fit a network.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="output">What it ends in.</param>
    /// <param name="shape">The shape of one output.</param>
    /// <exception cref="ArgumentException">It does not fit the network's end, or has settings for another number of channels.</exception>
    internal void Check(string network, OutputFunction output, TensorShape shape)
    {
        if (FormsFor(output) == TargetForms.None)
        {
            string fitting = string.Join(", ", s_all.Where(loss => loss.FormsFor(output) != 0).Select(loss => loss.GetType().Name));
            string remedy = output == OutputFunction.Sigmoid && FormsFor(OutputFunction.None) != 0
                ? "; or declare it in the network, which then learns through the sigmoid" : "";
            throw new ArgumentException(
                $"{GetType().Name} does not fit {network}, which ends in {Describe(output)}. Give one of {fitting}{remedy}.", "loss");
        }
        if (Contradiction(output) is { } contradiction)
        {
            throw new ArgumentException(
                $"{this} does not fit {network}, which ends in {Describe(output)}: {contradiction}.", "loss");
        }
        foreach (var (name, count) in SettingsOfChannels)
        {
            if (count != shape.Channels)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{network} has {shape.Channels} outputs{(shape.Height * shape.Width > 1 ? " a pixel" : "")}, and so many {name} ")
                    + FormattableString.Invariant($"{GetType().Name} needs; found {count}."), "loss");
            }
        }
    }

    private string Text(int most) => Settings(most).ToArray() is { Length: > 0 } settings
        ? $"{GetType().Name} ({string.Join(", ", settings)})"
        : GetType().Name;

    private static string Describe(OutputFunction output) => output switch
    {
        OutputFunction.Sigmoid => "a sigmoid",
        OutputFunction.Softmax => "a softmax",
        OutputFunction.RadialBasis => "radial basis functions",
        _ => "neither a softmax nor a sigmoid of its own",
    };
}
