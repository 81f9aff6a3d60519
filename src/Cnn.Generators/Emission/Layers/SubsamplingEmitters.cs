using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Each channel times a number.</summary>
internal sealed class ChannelScaleStepEmitter : StepEmitter<ChannelScaleStep>
{
    protected override void Emit(StepWriter writer, ChannelScaleStep step)
    {
        var to = writer.Geometry(step.To);
        using (writer.InstanceMethod(step, "each channel scaled."))
            writer.Code(
                $"_ChannelMath.Scale({writer.In(step.From)}, {writer.Out(step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}, in "
                + $"{writer.Parameter(step.Scale)});");
    }
}

/// <summary>The gradient of those numbers.</summary>
internal sealed class ScaleGradientStepEmitter : StepEmitter<ScaleGradientStep>
{
    protected override void Emit(StepWriter writer, ScaleGradientStep step)
    {
        TensorGeometry x = writer.Geometry(step.Input), dy = writer.Geometry(step.Gradient);
        using (writer.UnitMethod(step, "the gradient of the coefficients of 16 maps."))
        {
            string sums = Invariant.Format(
                $"{writer.SlotFloats}, pass.Count, {x.RowStride}, {dy.RowStride}, {x.Shape.Height}, {x.Shape.Width}");
            string maps = Invariant.Format($"global::System.Math.Min(16, {x.Shape.Channels} - unit * 16)");
            writer.Line(
                $"_ChannelMath.ScaleGradient(in {writer.OfUnit(step.Input)}, in {writer.OfUnit(step.Gradient)}, {sums}, {maps}, ref "
                + $"{writer.GradientOfUnit(step.Scale)});");
        }
    }
}
