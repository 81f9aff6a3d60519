using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A function of each value.</summary>
internal sealed class ActivationStepEmitter : StepEmitter<ActivationStep>
{
    protected override void Emit(StepWriter writer, ActivationStep step)
    {
        using (writer.InstanceMethod(step, step.Activation.ToString().ToLowerInvariant() + " of each value."))
        {
            writer.ForValues(step.From, step.To, (from, to, floats) =>
            {
                if (step.From.Of != step.To.Of) writer.Code($"_VectorMath.Copy(in {from}, ref {to}, {floats});");
                writer.Code($"_VectorMath.{step.Activation}(ref {to}, {floats});");
            });
        }
    }
}

/// <summary>A gradient times the derivative of a function, in place.</summary>
internal sealed class ActivationBackwardStepEmitter : StepEmitter<ActivationBackwardStep>
{
    protected override void Emit(StepWriter writer, ActivationBackwardStep step)
    {
        using (writer.InstanceMethod(step, $"the gradient through {step.Activation.ToString().ToLowerInvariant()}, in place."))
        {
            writer.ForValues(step.At, step.Gradient, (at, gradient, floats) =>
                writer.Code($"_VectorMath.{step.Activation}Backward(in {at}, ref {gradient}, {floats});"));
        }
    }
}
