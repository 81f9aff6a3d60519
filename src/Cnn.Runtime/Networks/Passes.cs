using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// What generated code is handed to run one phase of inference. Every reference is to 64-byte aligned memory of the planned size.
/// </summary>
/// <remarks>
/// Sessions make it, for their own network alone, and hand it to nobody else; so the network need not check what it refers to.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct InferencePass
{
    /// <summary>
    /// The network whose session made the pass. Nobody else can set it: what carries no mark, or another's, is not followed.
    /// </summary>
    internal Type? Owner;

    /// <summary>The session's arena.</summary>
    public ref float Arena;

    /// <summary>The packed parameters.</summary>
    public ref readonly float Parameters;

    /// <summary>The weights that the model has prepared; a null reference where there are none.</summary>
    public ref readonly float Prepared;

    /// <summary>What this thread has for itself, <see cref="PassInfo.ScratchFloats"/> of it.</summary>
    public ref float Scratch;

    /// <summary>Which part of a step's work is done, from 0.</summary>
    public int Part;

    /// <summary>Into how many parts the work of a step is cut.</summary>
    public int Parts;

    /// <summary>
    /// The images of this call, <c>[instances, height, width, channels]</c>; not necessarily aligned. A null reference where they are
    /// bytes.
    /// </summary>
    public ref readonly float Images;

    /// <summary>
    /// The images where they are bytes, 0 to 255; else a null reference. Only a network whose input declares bytes gets them.
    /// </summary>
    public ref readonly byte ByteImages;

    /// <summary>What generated code asks before it follows a reference: that a session of its own network made the pass.</summary>
    /// <exception cref="InvalidOperationException">It was made elsewhere.</exception>
    public readonly void Require(Type network)
    {
        if (!ReferenceEquals(Owner, network))
            throw PassOwner.Refusal(network, Owner);
    }
}

/// <summary>
/// What generated code is handed to run one phase of training. Every reference is to 64-byte aligned memory of the planned size.
/// </summary>
/// <remarks>
/// Sessions make it, for their own network alone, and hand it to nobody else; so the network need not check what it refers to.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TrainingPass
{
    /// <summary>
    /// The network whose session made the pass. Nobody else can set it: what carries no mark, or another's, is not followed.
    /// </summary>
    internal Type? Owner;

    /// <summary>The session's arena.</summary>
    public ref float Arena;

    /// <summary>The facts of the parameters, in the network's order.</summary>
    public IReadOnlyList<ParameterInfo> Facts;

    /// <summary>The packed parameters.</summary>
    public ref readonly float Parameters;

    /// <summary>The gradients, packed as the parameters that are trained are; overwritten, not added to.</summary>
    public ref float Gradients;

    /// <summary>
    /// The packed parameters once more, for the running statistics among them, which a step writes; a null reference where nothing but
    /// gradients is asked for.
    /// </summary>
    public ref float RunningStatistics;

    /// <summary>What this thread has for itself, <see cref="PassInfo.ScratchFloats"/> of it.</summary>
    public ref float Scratch;

    /// <summary>Which part of a step's work is done, from 0.</summary>
    public int Part;

    /// <summary>Into how many parts the work of a step is cut.</summary>
    public int Parts;

    /// <summary>
    /// The images of this step, <c>[instances, height, width, channels]</c>; not necessarily aligned. A null reference where they are
    /// bytes.
    /// </summary>
    public ref readonly float Images;

    /// <summary>
    /// The images where they are bytes, 0 to 255; else a null reference. Only a network whose input declares bytes gets them.
    /// </summary>
    public ref readonly byte ByteImages;

    /// <summary>
    /// One class label an instance, or one a pixel of its output, each checked to be in range; null where the targets are floats.
    /// </summary>
    public ref readonly int Labels;

    /// <summary>The targets, shaped as the output; null where they are labels.</summary>
    public ref readonly float Targets;

    /// <summary>What the step minimises: it fits the network and the targets.</summary>
    public Loss Loss;

    /// <summary>What the sum of the instances' losses is divided by; 0 where nothing counts.</summary>
    public float Divisor;

    /// <summary>How many instances this step has, 1 to the batch size.</summary>
    public int Count;

    /// <summary>
    /// Identifies this step's random numbers: dropout draws from it, the layer and the element, so that no thread count changes them.
    /// </summary>
    public ulong RandomKey;

    /// <summary>Which steps run, by their numbers; empty where all do.</summary>
    internal ReadOnlySpan<bool> Steps;

    /// <summary>The sums over the batch that the loss is a function of; null where each instance has a loss of its own.</summary>
    internal BatchSums? Sums;

    /// <summary>Whether loss steps take the instances' sums, and not yet the loss.</summary>
    internal bool Gathers;

    /// <summary>Whether a step runs: not where nothing but gradients of frozen parameters depends on it.</summary>
    /// <param name="step">Its number.</param>
    public readonly bool Runs(int step) => Steps.IsEmpty || Steps[step];

    /// <summary>
    /// Returns an instance's loss, and writes the gradient of the batch's mean loss by its outputs.
    /// </summary>
    /// <param name="instance">From 0.</param>
    /// <param name="outputs">[pixels, channels], before a softmax or sigmoid at the end.</param>
    /// <param name="gradient">[pixels, channels], written; not the memory of the outputs.</param>
    /// <param name="pixels">Of the network's output, 1 where it is a vector.</param>
    /// <param name="channels">Of the network's output.</param>
    /// <param name="weight">What the gradient is multiplied by: an auxiliary classifier's weight, else 1.</param>
    [Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
    public readonly float ComputeLoss(
        int instance, ref readonly float outputs, ref float gradient, int pixels, int channels, float weight)
    {
        float scale = Divisor > 0 ? weight / Divisor : 0;
        if (Sums is not null)
            return ComputeLossOfSums(Sums, instance, in outputs, ref gradient, pixels, channels, scale);
        return Unsafe.IsNullRef(in Labels)
            ? Loss.Compute(
                in outputs, in Labels, in Unsafe.Add(ref Unsafe.AsRef(in Targets), (nint)instance * pixels * channels), ref gradient,
                pixels, channels, scale)
            : Loss.Compute(
                in outputs, in Unsafe.Add(ref Unsafe.AsRef(in Labels), (nint)instance * pixels), in Targets, ref gradient, pixels, channels,
                scale);
    }

    /// <summary>What generated code asks before it follows a reference: that a session of its own network made the pass.</summary>
    /// <exception cref="InvalidOperationException">It was made elsewhere.</exception>
    public readonly void Require(Type network)
    {
        if (!ReferenceEquals(Owner, network))
            throw PassOwner.Refusal(network, Owner);
    }

    // A loss step is run twice. What the first run leaves in the gradient's memory is written over by the second, and a loss of 0 changes
    // nothing where an auxiliary classifier adds its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly float ComputeLossOfSums(
        BatchSums sums, int instance, ref readonly float outputs, ref float gradient, int pixels, int channels, float scale)
    {
        bool hasLabels = !Unsafe.IsNullRef(in Labels);
        ref int labels = ref hasLabels ? ref Unsafe.Add(ref Unsafe.AsRef(in Labels), (nint)instance * pixels) : ref Unsafe.NullRef<int>();
        ref float targets = ref hasLabels
            ? ref Unsafe.NullRef<float>() : ref Unsafe.Add(ref Unsafe.AsRef(in Targets), (nint)instance * pixels * channels);
        if (Gathers)
        {
            Loss.Gather(in outputs, in labels, in targets, ref gradient, pixels, channels, sums.OfInstance(instance));
            return 0;
        }
        Loss.WriteGradient(in outputs, in labels, in targets, ref gradient, pixels, channels, scale, sums.Slopes);
        return (float)sums.Loss;
    }
}
