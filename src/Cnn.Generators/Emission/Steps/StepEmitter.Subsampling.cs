using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void ChannelScale(ChannelScaleStep step)
    {
        var to = Geometry(step.To);
        using (InstanceMethod(step, "each channel scaled."))
            writer.Code($"_ChannelMath.Scale({Maps(step.From, step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}, in {Parameter(step.Scale)});");
    }

    private void ScaleGradient(ScaleGradientStep step)
    {
        TensorGeometry x = Geometry(step.Input), dy = Geometry(step.Gradient);
        using (UnitMethod(step, "the gradient of the coefficients of 16 maps."))
            writer.Code($"_ChannelMath.ScaleGradient(in {OfUnit(step.Input)}, in {OfUnit(step.Gradient)}, {plan.SlotFloats}, pass.Count, {x.RowStride}, {dy.RowStride}, {x.Shape.Height}, {x.Shape.Width}, global::System.Math.Min(16, {x.Shape.Channels} - unit * 16), ref {OfUnit("pass.Gradients", step.GradientOffset)});");
    }
}
