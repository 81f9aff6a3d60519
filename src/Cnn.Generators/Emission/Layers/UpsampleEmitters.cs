using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Each pixel, repeated.</summary>
internal sealed class UpsampleStepEmitter : StepEmitter<UpsampleStep>
{
    protected override void Emit(StepWriter writer, UpsampleStep step)
    {
        var map = writer.Geometry(step.From);
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
        {
            string sizes = Invariant.Format($"{map.Blocks}, {map.Shape.Height}, {map.Shape.Width}, {step.Rows}, {step.Columns}");
            writer.Line($"_Tensors.Upsample({writer.In(step.From)}, {writer.Out(step.To)}, {sizes});");
        }
    }
}

/// <summary>The sum of the gradients of the pixels that one became.</summary>
internal sealed class UpsampleBackwardStepEmitter : StepEmitter<UpsampleBackwardStep>
{
    protected override void Emit(StepWriter writer, UpsampleBackwardStep step)
    {
        var map = writer.Geometry(step.To);
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
        {
            string sizes = Invariant.Format($"{map.Blocks}, {map.Shape.Height}, {map.Shape.Width}, {step.Rows}, {step.Columns}");
            writer.Line($"_Tensors.UpsampleBackward({writer.In(step.From)}, {writer.Out(step.To)}, {sizes});");
        }
    }
}
