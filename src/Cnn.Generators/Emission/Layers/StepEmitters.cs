using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The emitters of all steps.</summary>
internal static class StepEmitters
{
    /// <summary>One for each kind of step.</summary>
    public static IReadOnlyList<IStepEmitter> All { get; } =
    [
        new CopyImageStepEmitter(),
        new WriteOutputStepEmitter(), new LossStepEmitter(),
        new ClearHaloStepEmitter(),
        new ContractionStepEmitter(), new BiasGradientStepEmitter(), new TransposeStepEmitter(),
        new WinogradStepEmitter(), new WinogradGradientStepEmitter(), new TransformWeightsStepEmitter(),
        new RowConvolutionStepEmitter(), new DotDataGradientStepEmitter(), new RowWeightGradientStepEmitter(),
        new PoolStepEmitter(), new PoolBackwardStepEmitter(),
        new DepthPoolStepEmitter(), new DepthPoolBackwardStepEmitter(),
        new ChannelScaleStepEmitter(), new ScaleGradientStepEmitter(),
        new ActivationStepEmitter(), new ActivationBackwardStepEmitter(),
        new DropoutStepEmitter(), new DropoutBackwardStepEmitter(),
        new FlattenStepEmitter(), new UnflattenStepEmitter(),
        new ZeroPadStepEmitter(), new ZeroPadBackwardStepEmitter(),
        new BatchStatisticsStepEmitter(), new NormalizeStepEmitter(), new NormalizationGradientStepEmitter(), new NormalizeBackwardStepEmitter(), new ChannelAffineStepEmitter(),
        new LocalResponseNormStepEmitter(), new LocalResponseNormBackwardStepEmitter(),
        new SquaredDistancesStepEmitter(), new SquaredDistancesBackwardStepEmitter(),
        new AddStepEmitter(), new ConcatStepEmitter(), new SplitStepEmitter(), new PassGradientStepEmitter(),
    ];

    private static readonly Dictionary<Type, IStepEmitter> s_byStep = All.ToDictionary(emitter => emitter.Step);

    /// <summary>Writes a step's method.</summary>
    public static void Emit(StepWriter writer, StepPlan step)
    {
        if (!s_byStep.TryGetValue(step.GetType(), out var emitter)) throw new InvalidOperationException($"No code is known for step '{step.Name}'.");
        emitter.Emit(writer, step);
    }
}
