using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The mean and variance of a batch, and the running averages of both.</summary>
internal sealed class BatchStatisticsStepEmitter : StepEmitter<BatchStatisticsStep>
{
    protected override void Emit(StepWriter writer, BatchStatisticsStep step)
    {
        var x = writer.Geometry(step.From);
        string epsilon = CodeWriterExtensions.Literal((float)step.Epsilon), momentum = CodeWriterExtensions.Literal((float)step.Momentum);
        using (writer.UnitMethod(step, "the mean and variance of 16 channels over the batch, and the running averages' step towards them."))
        {
            writer.Line($"ref float statistics = ref {writer.SharedOfUnit(step.Statistics, BatchStatisticsStep.RecordFloats)};");
            string sums = Invariant.Format($"{writer.SlotFloats}, pass.Count, {x.RowStride}, {x.Shape.Height}, {x.Shape.Width}");
            writer.Line(
                $"_ChannelMath.Statistics(in {writer.OfUnit(step.From)}, {sums}, in {writer.ParameterOfUnit(step.Gamma)}, {epsilon}, ref "
                + "statistics);");
            writer.Line("if (_Mem.IsNullRef(ref pass.RunningStatistics)) return;");
            string running = Invariant.Format($"pass.Count * {x.Shape.Height * x.Shape.Width}, {momentum}");
            writer.Line(
                $"_ChannelMath.UpdateRunning(in statistics, {running}, ref {writer.RunningOfUnit(step.RunningMean)}, ref "
                + $"{writer.RunningOfUnit(step.RunningVariance)});");
        }
    }
}

/// <summary>Each channel centred and scaled by the statistics of its batch.</summary>
internal sealed class NormalizeStepEmitter : StepEmitter<NormalizeStep>
{
    protected override void Emit(StepWriter writer, NormalizeStep step)
    {
        var to = writer.Geometry(step.To);
        using (writer.InstanceMethod(
            step, "each channel centred and scaled by the batch's statistics" + NormalizedMaps.Comment(writer, step.Addend, step.Epilogue)))
        {
            string maps = Invariant.Format(
                $"{writer.In(step.From)}, {writer.Out(step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}");
            string parameters = $"in {writer.Shared(step.Statistics)}, in {writer.Parameter(step.Beta)}";
            writer.Line(
                $"_ChannelMath.{NormalizedMaps.Function("Normalize", step.Addend)}({maps}, {parameters}, "
                + $"{NormalizedMaps.End(writer, step.Addend, step.Epilogue)});");
        }
    }
}

/// <summary>The gradients of the scales and shifts, and what the gradient of the input needs of them.</summary>
internal sealed class NormalizationGradientStepEmitter : StepEmitter<NormalizationGradientStep>
{
    protected override void Emit(StepWriter writer, NormalizationGradientStep step)
    {
        TensorGeometry x = writer.Geometry(step.Input), dy = writer.Geometry(step.Gradient);
        using (writer.UnitMethod(step, "the gradients of the scales and shifts of 16 channels."))
        {
            string sums = Invariant.Format(
                $"{writer.SlotFloats}, pass.Count, {x.RowStride}, {dy.RowStride}, {x.Shape.Height}, {x.Shape.Width}");
            string record = writer.SharedOfUnit(step.Statistics, BatchStatisticsStep.RecordFloats);
            string results = $"ref {record}, ref {writer.GradientOfUnit(step.Gamma)}, ref {writer.GradientOfUnit(step.Beta)}";
            writer.Line(
                $"_ChannelMath.NormalizationGradient(in {writer.OfUnit(step.Input)}, in {writer.OfUnit(step.Gradient)}, {sums}, "
                + $"{results});");
        }
    }
}

/// <summary>The gradient of the values before they are centred and scaled.</summary>
internal sealed class NormalizeBackwardStepEmitter : StepEmitter<NormalizeBackwardStep>
{
    protected override void Emit(StepWriter writer, NormalizeBackwardStep step)
    {
        var x = writer.Geometry(step.Input);
        using (writer.InstanceMethod(
            step, $"the gradient through the batch's statistics{(step.From.Of == step.To.Of ? ", in place" : "")}."))
        {
            string maps = $"{writer.In(step.Input)}, {writer.In(step.From)}, {writer.Out(step.To)}";
            writer.Code(
                $"_ChannelMath.NormalizeBackward({maps}, {x.Blocks}, {x.Shape.Height}, {x.Shape.Width}, in "
                + $"{writer.Shared(step.Statistics)});");
        }
    }
}

/// <summary>Each channel scaled and shifted: a batch norm at inference.</summary>
internal sealed class ChannelAffineStepEmitter : StepEmitter<ChannelAffineStep>
{
    protected override void Emit(StepWriter writer, ChannelAffineStep step)
    {
        var to = writer.Geometry(step.To);
        using (writer.InstanceMethod(step, "each channel scaled and shifted" + NormalizedMaps.Comment(writer, step.Addend, step.Epilogue)))
        {
            string maps = Invariant.Format(
                $"{writer.In(step.From)}, {writer.Out(step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}");
            string parameters = $"in {writer.Parameter(step.Scale)}, in {writer.Parameter(step.Shift)}";
            writer.Line(
                $"_ChannelMath.{NormalizedMaps.Function("Affine", step.Addend)}({maps}, {parameters}, "
                + $"{NormalizedMaps.End(writer, step.Addend, step.Epilogue)});");
        }
    }
}

/// <summary>What a batch norm writes alike in training and at inference: the summand and the rectifier that follow it.</summary>
internal static class NormalizedMaps
{
    /// <summary>The end of a comment.</summary>
    public static string Comment(StepWriter writer, Read<TensorRef>? addend, Epilogue epilogue) =>
        (addend is { } other ? ", plus " + writer.Name(other) : "")
            + (epilogue == Epilogue.None ? "." : $", then {epilogue.ToString().ToLowerInvariant()}.");

    /// <summary>The function's name; one that adds has more parameters.</summary>
    public static string Function(string name, Read<TensorRef>? addend) => addend is null ? name : name + "Sum";

    /// <summary>The last arguments.</summary>
    public static string End(StepWriter writer, Read<TensorRef>? addend, Epilogue epilogue) =>
        "_Rectifier." + epilogue + (addend is { } other ? ", " + writer.In(other) : "");
}
