using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the kernels of one kind of shape.</summary>
/// <param name="Shape">The shapes that it writes: exactly this type.</param>
/// <param name="Emit">Writes a kernel of such a shape, and which of the network's forms are written.</param>
internal sealed record KernelEmitter(Type Shape, Action<KernelFiles, KernelPlan, WrittenForms> Emit);

/// <summary>The emitters of all kernels.</summary>
internal static class KernelEmitters
{
    /// <summary>One for each kind of shape.</summary>
    public static IReadOnlyList<KernelEmitter> All { get; } =
    [
        new(typeof(ContractionPlan), ContractionEmitter.Emit),
        For<RowConvolutionShape>(RowConvolutionEmitter.Emit),
        For<DotDataGradientShape>(DotDataGradientEmitter.Emit),
        For<RowWeightGradientShape>(RowWeightGradientEmitter.Emit),
        For<PoolShape>(PoolEmitter.Emit),
        For<PoolBackwardShape>(PoolBackwardEmitter.Emit),
        For<DepthPoolShape>(DepthPoolEmitter.EmitForward),
        For<DepthPoolBackwardShape>(DepthPoolEmitter.EmitBackward),
    ];

    private static readonly Dictionary<Type, KernelEmitter> s_byShape = All.ToDictionary(emitter => emitter.Shape);

    /// <summary>Writes a kernel.</summary>
    public static void Emit(KernelFiles files, KernelPlan kernel, WrittenForms forms)
    {
        if (!s_byShape.TryGetValue(kernel.Shape.GetType(), out var emitter)) throw new InvalidOperationException(
            $"No code is known for kernel '{kernel.Name}'.");
        emitter.Emit(files, kernel, forms);
    }

    private static KernelEmitter For<TShape>(Action<KernelFiles, string, TShape> emit)
        where TShape : KernelShape => new(typeof(TShape), (files, kernel, _) => emit(files, kernel.Name, (TShape)kernel.Shape));
}
