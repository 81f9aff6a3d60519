using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void BatchStatistics(BatchStatisticsStep step)
    {
        TensorGeometry x = Geometry(step.From);
        var s = x.Shape;
        string epsilon = CodeWriterExtensions.Literal((float)step.Epsilon), momentum = CodeWriterExtensions.Literal((float)step.Momentum);
        using (UnitMethod(step, "the mean and variance of 16 channels over the batch, and the running averages' step towards them."))
        {
            writer.Code($"ref float statistics = ref {Record(step.Statistics)};");
            writer.Code($"_ChannelMath.Statistics(in {OfUnit(step.From)}, {plan.SlotFloats}, pass.Count, {x.RowStride}, {s.Height}, {s.Width}, in {OfUnit("_Mem.AsRef(in pass.Parameters)", step.Gamma)}, {epsilon}, ref statistics);");
            writer.Line("if (_Mem.IsNullRef(ref pass.RunningStatistics)) return;");
            string running = Invariant.Format($"pass.Count * {s.Height * s.Width}, {momentum}");
            writer.Line($"_ChannelMath.UpdateRunning(in statistics, {running}, ref {OfUnit("pass.RunningStatistics", step.RunningMean)}, ref {OfUnit("pass.RunningStatistics", step.RunningVariance)});");
        }
    }

    private void Normalize(NormalizeStep step)
    {
        var (from, to) = (Geometry(step.From), Geometry(step.To));
        using (InstanceMethod(step, "each channel centred and scaled by the batch's statistics" + Plus(step.Addend) + Then(step.Epilogue)))
            writer.Code($"_ChannelMath.Normalize{Sum(step.Addend)}({Maps(step.From, step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}, in _Mem.Add(ref pass.Arena, {step.Statistics}), in {Parameter(step.Beta)}, {Rectifier(step.Epilogue)}{Addend(step.Addend)});");
    }

    private void NormalizationGradient(NormalizationGradientStep step)
    {
        var (x, dy) = (Geometry(step.Input), Geometry(step.Gradient));
        using (UnitMethod(step, "the gradients of the scales and shifts of 16 channels."))
        {
            string gamma = OfUnit("pass.Gradients", step.Gamma), beta = OfUnit("pass.Gradients", step.Beta);
            writer.Code($"_ChannelMath.NormalizationGradient(in {OfUnit(step.Input)}, in {OfUnit(step.Gradient)}, {plan.SlotFloats}, pass.Count, {x.RowStride}, {dy.RowStride}, {x.Shape.Height}, {x.Shape.Width}, ref {Record(step.Statistics)}, ref {gamma}, ref {beta});");
        }
    }

    private void NormalizeBackward(NormalizeBackwardStep step)
    {
        var x = Geometry(step.Input);
        using (InstanceMethod(step, $"the gradient through the batch's statistics{(step.From == step.To ? ", in place" : "")}."))
            writer.Code($"_ChannelMath.NormalizeBackward({In(step.Input)}, {Maps(step.From, step.To)}, {x.Blocks}, {x.Shape.Height}, {x.Shape.Width}, in _Mem.Add(ref pass.Arena, {step.Statistics}));");
    }

    private void ChannelAffine(ChannelAffineStep step)
    {
        var to = Geometry(step.To);
        using (InstanceMethod(step, "each channel scaled and shifted" + Plus(step.Addend) + Then(step.Epilogue)))
            writer.Code($"_ChannelMath.Affine{Sum(step.Addend)}({Maps(step.From, step.To)}, {to.Blocks}, {to.Shape.Height}, {to.Shape.Width}, in {Parameter(step.Scale)}, in {Parameter(step.Shift)}, {Rectifier(step.Epilogue)}{Addend(step.Addend)});");
    }

    private CodeWriter.Braces UnitMethod(StepPlan step, string comment)
    {
        writer.Line("// " + step.Layer + ": " + comment);
        return writer.Block($"private static void {step.Name}(ref {pass} pass, int unit)");
    }

    // Two maps with their strides, from their first pixels.
    private string Maps(int from, int to)
    {
        TensorGeometry f = Geometry(from), t = Geometry(to);
        return Invariant.Format($"in {AtOrigin(from)}, {f.RowStride}, {f.BlockStride}, ref {AtOrigin(to)}, {t.RowStride}, {t.BlockStride}");
    }

    // The first instance's 16 channels of a unit, from their first pixel.
    private string OfUnit(int tensor) =>
        Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(tensor).Offset + Geometry(tensor).Origin} + unit * {Geometry(tensor).BlockStride})");

    private static string OfUnit(string origin, int offset) => Invariant.Format($"_Mem.Add(ref {origin}, {offset} + unit * {TensorGeometry.Lanes})");

    private static string Record(int statistics) => Invariant.Format($"_Mem.Add(ref pass.Arena, {statistics} + unit * {BatchStatisticsStep.RecordFloats})");

    private static string Parameter(int offset) => Invariant.Format($"_Mem.Add(ref _Mem.AsRef(in pass.Parameters), {offset})");

    private static string Rectifier(Epilogue epilogue) => "_Rectifier." + epilogue;

    private static string Sum(int addend) => addend < 0 ? "" : "Sum";

    private string Addend(int addend) => addend < 0 ? "" : ", " + In(addend);

    private string Plus(int addend) => addend < 0 ? "" : ", plus " + Tensor(addend).Name;

    private static string Then(Epilogue epilogue) => epilogue == Epilogue.None ? "." : $", then {epilogue.ToString().ToLowerInvariant()}.";
}
