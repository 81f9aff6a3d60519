using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A convolution or a dense layer, in one direction.</summary>
internal sealed class ContractionStepEmitter : StepEmitter<ContractionStep>
{
    protected override void Emit(StepWriter writer, ContractionStep step)
    {
        string what = step.Purpose switch
        {
            ContractionPurpose.Forward => writer.Describe(step),
            ContractionPurpose.DataGradient => "the gradient of the input of " + writer.Layer(step).Description,
            _ => "the gradient of the weights of " + writer.Layer(step).Description,
        };
        writer.Comment(step, $"{what}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance.");
        writer.Line("// " + Algorithm(step) + (step.Reason.Length == 0 ? "" : " " + step.Reason));
        if (step.Parts[0].Plan.AddsY) writer.Line($"// {writer.Name(new(step.Y!.Value.Of.Index))} is added before the result is stored.");
        using (writer.Method(step))
        {
            foreach (var part in step.Parts)
            {
                List<string> arguments = ["in " + writer.InScope(step, step.A, part.A), "in " + writer.InScope(step, step.B, part.B)];
                if (step.Bias is { } bias) arguments.Add("in " + writer.Parameter(bias, part.Bias));
                arguments.Add("ref " + writer.InScope(step, step.C, part.C));
                if (step.Y is { } y) arguments.Add("in " + writer.InScope(step, y, part.Y));
                if (step.Scope == StepScope.Range) arguments.Add("end - begin");
                if (step.Scope == StepScope.Unit) arguments.Add("pass.Count, unit");
                if (part.Plan.IsSplit) arguments.Add("pass.Part, pass.Parts");
                writer.Line($"Kernels.{part.Kernel}({string.Join(", ", arguments)});");
            }
            if (step.Unconnected is { } unconnected) ClearUnconnected(writer, step, unconnected);
        }
    }

    // What was summed for weights of channels that their map does not read.
    private static void ClearUnconnected(StepWriter writer, ContractionStep step, UnconnectedWeights weights)
    {
        bool rowsAreUnits = step.Parts[0].Plan.UnitRows;
        string unit = rowsAreUnits ? Terms.Over("unit", weights.Rows) : "unit";
        string block = Terms.Sum(Terms.Number(weights.FirstBlock), Terms.Times(unit, weights.BlockStep));
        string rows = rowsAreUnits ? Terms.Rest("unit", weights.Rows) + ", 1" : Invariant.Format($"0, {weights.Rows}");
        writer.Line($"_Tensors.ClearUnconnected({writer.Facts(step.C)}, ref {writer.InScope(step, step.C, 0)}, {block}, {rows});");
    }

    private static string Algorithm(ContractionStep step) => (step.Purpose, step.Scope) switch
    {
        (ContractionPurpose.Forward, _) when step.Parts[0].Plan.IsLanewise =>
            "Lane by lane: each map's sum runs over the kernel, for 16 maps at once.",
        (ContractionPurpose.DataGradient, _) when step.Parts[0].Plan.IsLanewise =>
            "Gathered lane by lane: each input pixel sums over the windows that read it. Pixels that are reached alike are one part.",
        (ContractionPurpose.Forward, StepScope.Instance) =>
            "Direct: each pixel's sum runs over the kernel and the channels, for 16 maps at once.",
        (ContractionPurpose.Forward, _) => "A matrix product: one pixel an instance, so several instances share each load of the weights.",
        (ContractionPurpose.DataGradient, StepScope.Instance) =>
            "Gathered: each input pixel sums over the windows that read it, with the weights turned. Pixels that are reached alike are "
                + "one part.",
        (ContractionPurpose.DataGradient, _) => "A matrix product with the weights turned.",
        _ => "A unit of work owns a part of the weights and runs over the instances in order, so the sums do not depend on the number of "
            + "threads.",
    };
}

/// <summary>The gradient of a bias.</summary>
internal sealed class BiasGradientStepEmitter : StepEmitter<BiasGradientStep>
{
    protected override void Emit(StepWriter writer, BiasGradientStep step)
    {
        var dy = writer.Geometry(step.Gradient);
        using (writer.UnitMethod(step, "the gradient of 16 biases."))
        {
            string sums = Invariant.Format($"{writer.SlotFloats}, pass.Count, {dy.RowStride}, {dy.Shape.Height}, {dy.Shape.Width}");
            writer.Line($"_ChannelMath.ShiftGradient(in {writer.OfUnit(step.Gradient)}, {sums}, ref {writer.GradientOfUnit(step.Bias)});");
        }
    }
}

/// <summary>Weights turned for the way back.</summary>
internal sealed class TransposeStepEmitter : StepEmitter<TransposeStep>
{
    protected override void Emit(StepWriter writer, TransposeStep step)
    {
        var w = step.Weight;
        using (writer.UnitMethod(
            step, "16 channels of the weights, turned from [maps/16][rows][columns][channels][16] to "
                + "[channels/16][rows][columns][maps][16]."))
        {
            writer.Line($"ref float weights = ref {writer.Parameter(step.From)};");
            string turned = "ref " + writer.Shared(step.To);
            if (w.Groups == 1)
                writer.Code(
                    $"_Tensors.TransposeKernel(in weights, {turned}, {w.Maps}, {w.Channels}, {w.Rows}, {w.Columns}, unit, unit + 1);");
            else
                writer.Line($"_Tensors.TransposeKernel({writer.Facts(step.From.Of.AsOperand())}, in weights, {turned}, unit);");
        }
    }
}
