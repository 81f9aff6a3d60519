using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The sum of several tensors.</summary>
internal sealed class AddStepEmitter : StepEmitter<AddStep>
{
    protected override void Emit(StepWriter writer, AddStep step)
    {
        using (writer.InstanceMethod(step, $"the sum of {string.Join(" and ", step.From.Select(from => writer.Name(from)))}."))
        {
            for (int i = 0; i < step.From.Count; i++)
            {
                string function = i == 0 ? "Copy" : "Add";
                writer.ForValues(
                    step.From[i], step.To, (from, to, floats) => writer.Code($"_VectorMath.{function}(in {from}, ref {to}, {floats});"));
            }
        }
    }
}

/// <summary>A gradient handed on to a summand.</summary>
internal sealed class PassGradientStepEmitter : StepEmitter<PassGradientStep>
{
    protected override void Emit(StepWriter writer, PassGradientStep step)
    {
        string function = step.To.Accumulates ? "Add" : "Copy";
        using (writer.InstanceMethod(step, $"the gradient handed on{(step.To.Accumulates ? ", added to that of other readers" : "")}."))
            writer.ForValues(
                step.From, step.To, (from, to, floats) => writer.Code($"_VectorMath.{function}(in {from}, ref {to}, {floats});"));
    }
}

/// <summary>The channels of several maps, one behind the other.</summary>
internal sealed class ConcatStepEmitter : StepEmitter<ConcatStep>
{
    protected override void Emit(StepWriter writer, ConcatStep step)
    {
        using (writer.InstanceMethod(
            step, $"the channels of {string.Join(", ", step.From.Select(from => writer.Name(from)))}, at their places among all."))
        {
            for (int i = 0; i < step.From.Count; i++)
                ChannelCopy.Write(writer, step.From[i], 0, step.To, step.FirstChannels[i], writer.Geometry(step.From[i]).Shape.Channels);
        }
    }
}

/// <summary>The channels of one input out of the gradient of a concatenation.</summary>
internal sealed class SplitStepEmitter : StepEmitter<SplitStep>
{
    protected override void Emit(StepWriter writer, SplitStep step)
    {
        int channels = writer.Geometry(step.To).Shape.Channels;
        using (writer.InstanceMethod(
            step, Invariant.Format($"the gradient of channels {step.FirstChannel} to {step.FirstChannel + channels - 1}.")))
            ChannelCopy.Write(writer, step.From, step.FirstChannel, step.To, 0, channels);
    }
}
