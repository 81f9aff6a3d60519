using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Pooling over rows and columns.</summary>
internal sealed class PoolStepEmitter : StepEmitter<PoolStep>
{
    protected override void Emit(StepWriter writer, PoolStep step)
    {
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
            writer.Line(
                $"Kernels.{step.Kernel}(in {writer.At(step.From)}, ref "
                + $"{writer.At(step.To)}{(step.Winners is { } winners ? ", ref " + writer.At(winners) : "")});");
    }
}

/// <summary>The gradient of the input of pooling over rows and columns.</summary>
internal sealed class PoolBackwardStepEmitter : StepEmitter<PoolBackwardStep>
{
    protected override void Emit(StepWriter writer, PoolBackwardStep step)
    {
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
        {
            string winners = step.Winners is { } w ? ", in " + writer.At(w) : "", y = step.Y is { } at ? ", in " + writer.At(at) : "";
            writer.Line($"Kernels.{step.Kernel}(in {writer.At(step.From)}, ref {writer.At(step.To)}{winners}{y});");
        }
    }
}

/// <summary>Pooling over channels.</summary>
internal sealed class DepthPoolStepEmitter : StepEmitter<DepthPoolStep>
{
    protected override void Emit(StepWriter writer, DepthPoolStep step)
    {
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
            writer.Line($"Kernels.{step.Kernel}(in {writer.At(step.From)}, ref {writer.At(step.To)});");
    }
}

/// <summary>The gradient of the input of pooling over channels.</summary>
internal sealed class DepthPoolBackwardStepEmitter : StepEmitter<DepthPoolBackwardStep>
{
    protected override void Emit(StepWriter writer, DepthPoolBackwardStep step)
    {
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
            writer.Line($"Kernels.{step.Kernel}(in {writer.At(step.Input)}, in {writer.At(step.From)}, ref {writer.At(step.To)});");
    }
}
