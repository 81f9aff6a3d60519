using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The output as the caller reads it.</summary>
internal sealed class WriteOutputStepEmitter : StepEmitter<WriteOutputStep>
{
    protected override void Emit(StepWriter writer, WriteOutputStep step)
    {
        var s = writer.Geometry(step.From).Shape;
        long elements = s.ElementCount;
        using (writer.InstanceMethod(step, $"the output, {s}, as the caller reads it."))
        {
            writer.Line($"ref float output = ref {writer.SharedOfInstance(step.Output, elements)};");
            if (step.Softmax && s.IsVector)
            {
                writer.Code($"_VectorMath.Softmax(in {writer.At(step.From)}, ref output, {elements});");
                return;
            }
            ChannelsLast.Read(writer, step.From, "output");
            if (step.Logits is not { } logits) return;
            writer.Code($"_VectorMath.Copy(in output, ref {writer.SharedOfInstance(logits, elements)}, {elements});");
            if (step.Softmax) writer.Code($"_VectorMath.SoftmaxRows(ref output, {s.Height * s.Width}, {s.Channels});");
            else writer.Code($"_VectorMath.Sigmoid(ref output, {elements});");
        }
    }
}

/// <summary>An instance's loss, and the gradient with which the way back begins.</summary>
internal sealed class LossStepEmitter : StepEmitter<LossStep>
{
    protected override void Emit(StepWriter writer, LossStep step)
    {
        var shape = writer.Geometry(step.From).Shape;
        string what = step.IsAdded ? "the auxiliary classifier's loss, weighted," : "the instance's loss,";
        using (writer.InstanceMethod(
            step, what + " and the gradient of the mean loss with respect to the last layer's output before its softmax or sigmoid."))
        {
            bool isMap = step.Rows is not null;
            writer.Line($"ref float rows = ref {writer.At(step.Rows?.Of ?? step.From)};");
            if (isMap) ChannelsLast.Read(writer, step.From, "rows");
            writer.Line($"ref float gradient = ref {writer.At(step.RowsGradient ?? step.Gradient)};");
            string weight = CodeWriterExtensions.Literal((float)step.Weight);
            string call = Invariant.Format(
                $"pass.ComputeLoss(n, in rows, ref gradient, {shape.Height * shape.Width}, {shape.Channels}, {weight})");
            writer.Line(writer.SharedOfInstance(step.Losses, 1) + (step.IsAdded ? $" += {weight} * {call};" : $" = {call};"));
            if (isMap) ChannelsLast.ToMap(writer, "gradient", step.Gradient);
            else ChannelsLast.ClearLanes(writer, step.Gradient);
        }
    }
}
