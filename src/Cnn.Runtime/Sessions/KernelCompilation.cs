using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// Has the kernels of a network's predictions compiled on another thread, while this one reads weights. Else they are compiled one after
/// the other where they are called first, which is most of the time to the first prediction of a large network.
/// </summary>
internal static class KernelCompilation<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    private static int s_begun;

    /// <summary>Begins it, once in a process.</summary>
    public static void Begin()
    {
        // Ahead of time, all has been compiled.
        if (RuntimeFeature.IsDynamicCodeCompiled && Interlocked.Exchange(ref s_begun, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static _ => Compile(), null);
    }

    private static void Compile()
    {
        CompileShared();
        if (TNetwork.InferenceSteps is { } steps) Compile(steps);
        if (TNetwork.InferenceKernels is { } kernels) Compile(kernels);
    }

    // What all networks share is ordinary code of the runtime, which is compiled where it is called, be it with next to nothing.
    private static void CompileShared()
    {
        foreach (var (kernel, tile) in TNetwork.Info.Prepared.Select(weights => (weights.Kernel, weights.Tile)).Distinct())
            Winograd.Compile(kernel, tile);
        if (TNetwork.Info.OutputFunction != OutputFunction.Softmax)
            return;
        float[] one = new float[Lanes512.Count];
        VectorMath.SoftmaxRows(ref one[0], 1, one.Length);
    }

    private static void Compile([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicMethods)] Type type)
    {
        // The last first: a prediction that has begun meanwhile compiles from the other end, and the two meet once.
        var methods = type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        for (int i = methods.Length - 1; i >= 0; i--) RuntimeHelpers.PrepareMethod(methods[i].MethodHandle);
    }
}
