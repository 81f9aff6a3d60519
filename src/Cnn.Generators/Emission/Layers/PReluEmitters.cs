using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Each value that is not positive times a slope.</summary>
internal sealed class PReluStepEmitter : StepEmitter<PReluStep>
{
    protected override void Emit(StepWriter writer, PReluStep step)
    {
        var y = writer.Geometry(step.To);
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
        {
            string sizes = Invariant.Format($"{y.Blocks}, {y.Shape.Height}, {y.Shape.Width}");
            string slopes = $"in {writer.Parameter(step.Slopes)}, {Shared(step.HasOneSlope)}";
            writer.Line($"_ChannelMath.PRelu({writer.In(step.From)}, {writer.Out(step.To)}, {sizes}, {slopes});");
        }
    }

    /// <summary>Whether one slope is shared, as an argument.</summary>
    public static string Shared(bool isShared) => "isShared: " + (isShared ? "true" : "false");
}

/// <summary>The gradient of the input.</summary>
internal sealed class PReluBackwardStepEmitter : StepEmitter<PReluBackwardStep>
{
    protected override void Emit(StepWriter writer, PReluBackwardStep step)
    {
        var x = writer.Geometry(step.Input);
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
        {
            string sizes = Invariant.Format($"{x.Blocks}, {x.Shape.Height}, {x.Shape.Width}");
            string maps = $"{writer.In(step.Input)}, {writer.In(step.Gradient)}, {writer.Out(step.To)}";
            string slopes = $"in {writer.Parameter(step.Slopes)}, {PReluStepEmitter.Shared(step.HasOneSlope)}";
            writer.Line($"_ChannelMath.PReluBackward({maps}, {sizes}, {slopes});");
        }
    }
}

/// <summary>The gradient of the slopes.</summary>
internal sealed class PReluGradientStepEmitter : StepEmitter<PReluGradientStep>
{
    protected override void Emit(StepWriter writer, PReluGradientStep step)
    {
        TensorGeometry x = writer.Geometry(step.Input), dy = writer.Geometry(step.Gradient);
        string sums = Invariant.Format(
            $"{writer.SlotFloats}, pass.Count, {x.RowStride}, {dy.RowStride}, {x.Shape.Height}, {x.Shape.Width}");
        string maps = $"in {writer.OfUnit(step.Input)}, in {writer.OfUnit(step.Gradient)}";
        if (step.HasOneSlope)
        {
            using (writer.UnitMethod(step, "the gradient of the slope."))
            {
                string blocks = Invariant.Format($"{x.BlockStride}, {dy.BlockStride}, {x.Shape.Channels}");
                writer.Line($"_ChannelMath.SharedPReluGradient({maps}, {sums}, {blocks}, ref {writer.Gradient(step.SlopesGradient)});");
            }
            return;
        }
        using (writer.UnitMethod(step, "the gradient of the slopes of 16 channels."))
        {
            string channels = Invariant.Format($"global::System.Math.Min(16, {x.Shape.Channels} - unit * 16)");
            writer.Line($"_ChannelMath.PReluGradient({maps}, {sums}, {channels}, ref {writer.GradientOfUnit(step.SlopesGradient)});");
        }
    }
}
