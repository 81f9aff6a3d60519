using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A convolution along the rows.</summary>
internal sealed class RowConvolutionStepEmitter : StepEmitter<RowConvolutionStep>
{
    protected override void Emit(StepWriter writer, RowConvolutionStep step)
    {
        var shape = step.Shape;
        writer.Comment(step, $"{writer.Describe(step)}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance.");
        writer.Code(
            $"// Along the rows: {shape.Vectors} vectors of 16 pixels of a map each, where 16 maps of a pixel would make "
            + $"{shape.DirectVectors}, most of them with lanes to spare.");
        using (writer.Method(step))
        {
            string bias = step.Bias is { } b ? ", in " + writer.Parameter(b) : "";
            writer.Line(
                $"Kernels.{step.Kernel}(in {writer.At(step.From)}, in {writer.Parameter(step.Weight)}{bias}, ref {writer.At(step.To)});");
        }
    }
}

/// <summary>The gradient of the input of a convolution of few channels.</summary>
internal sealed class DotDataGradientStepEmitter : StepEmitter<DotDataGradientStep>
{
    protected override void Emit(StepWriter writer, DotDataGradientStep step)
    {
        var (products, sums) = step.Shape.Vectors;
        string gathered = Invariant.Count(step.Shape.GatheredVectors);
        writer.Comment(
            step, $"the gradient of the input of {writer.Layer(step).Description}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an "
            + "instance.");
        writer.Line(
            $"// As dot products over the maps: {Invariant.Count(products)} vectors of 16 maps and {Invariant.Count(sums)} sums of their "
                + $"lanes, where 16 channels of a pixel would make {gathered}.");
        using (writer.Method(step))
            writer.Line($"Kernels.{step.Kernel}(in {writer.At(step.From)}, in {writer.Parameter(step.Weight)}, ref {writer.At(step.To)});");
    }
}

/// <summary>The gradient of the weights and biases of a convolution of one channel.</summary>
internal sealed class RowWeightGradientStepEmitter : StepEmitter<RowWeightGradientStep>
{
    protected override void Emit(StepWriter writer, RowWeightGradientStep step)
    {
        string what = Invariant.Format($"the gradient of {step.MapsOfUnit} maps' weights{(step.Bias is null ? "" : " and biases")}");
        string gradients = $"ref {writer.Gradient(step.Weight)}" + (step.Bias is { } bias ? $", ref {writer.Gradient(bias)}" : "");
        using (writer.UnitMethod(step, $"{what}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance, of all."))
        {
            string tensors = $"in {writer.InScope(step, step.Input, 0)}, in {writer.InScope(step, step.Gradient, 0)}";
            writer.Code($"Kernels.{step.Kernel}({tensors}, {gradients}, pass.Count, {Terms.Times("unit", step.MapsOfUnit)});");
        }
    }
}
