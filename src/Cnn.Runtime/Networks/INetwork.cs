using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cnn;

/// <summary>What every generated network implements, so that sessions, training loops and tools are written once, over it.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>The network's table, parameters and plans.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>Makes the network around a set of parameters.</summary>
    /// <exception cref="ArgumentException">They are another network's.</exception>
    static abstract TSelf FromParameters(NetworkParameters parameters);

    /// <summary>The trainable parameters.</summary>
    NetworkParameters Parameters { get; }

    /// <summary>The class of the kernels that inference calls on this processor; null where it calls none.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicMethods)]
    static virtual Type? InferenceKernels => null;

    /// <summary>The class of inference's phases and steps; null where a session need not know it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicMethods)]
    static virtual Type? InferenceSteps => null;

    /// <summary>Runs instances or units <paramref name="begin"/> to <paramref name="end"/> (exclusive) of one phase of inference.</summary>
    /// <exception cref="InvalidOperationException">No session of this network made the pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void RunInference(int phase, ref InferencePass pass, int begin, int end);

    /// <summary>
    /// Runs one stage of inference, or this thread's part of it, for instances <paramref name="begin"/> to <paramref name="end"/>
    /// (exclusive).
    /// </summary>
    /// <exception cref="InvalidOperationException">No session of this network made the pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end);

    /// <summary>Runs instances or units <paramref name="begin"/> to <paramref name="end"/> (exclusive) of one phase of training.</summary>
    /// <remarks>A network that is declared for predictions only leaves it out.</remarks>
    /// <exception cref="InvalidOperationException">No session of this network made the pass, or it has no code that trains.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void RunTraining(int phase, ref TrainingPass pass, int begin, int end) =>
        throw new InvalidOperationException($"{TSelf.Info.Name} is declared for predictions only and has no code that trains.");
}
