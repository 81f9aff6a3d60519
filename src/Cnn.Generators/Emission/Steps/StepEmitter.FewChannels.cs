using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void RowConvolution(RowConvolutionStep step)
    {
        var layer = _layers[step.Layer];
        var shape = step.Shape;
        writer.Line($"// {step.Layer}: {layer.Description}: {layer.Input} to {layer.Output}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance.");
        writer.Code($"// Along the rows: {shape.Vectors} vectors of 16 pixels of a map each, where 16 maps of a pixel would make {shape.DirectVectors}, most of them with lanes to spare.");
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, ref float {Slot}, int n)"))
        {
            string bias = step.Bias < 0 ? "" : ", in " + Parameter(step.Bias);
            writer.Line($"Kernels.{step.Kernel}(in {At(step.From)}, in {Parameter(step.Weight)}{bias}, ref {At(step.To)});");
        }
    }

    private void DotDataGradient(DotDataGradientStep step)
    {
        var shape = step.Shape;
        var (products, sums) = shape.Vectors;
        writer.Line($"// {step.Layer}: the gradient of the input of {_layers[step.Layer].Description}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance.");
        writer.Line($"// As dot products over the maps: {Invariant.Count(products)} vectors of 16 maps and {Invariant.Count(sums)} sums of their lanes, where 16 channels of a pixel would make {Invariant.Count(shape.GatheredVectors)}.");
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, ref float {Slot}, int n)"))
            writer.Line($"Kernels.{step.Kernel}(in {At(step.From)}, in {Parameter(step.Weight)}, ref {At(step.To)});");
    }

    private void RowWeightGradient(RowWeightGradientStep step)
    {
        string bias = step.Bias < 0 ? "" : Invariant.Format($", ref _Mem.Add(ref pass.Gradients, {step.Bias})");
        using (UnitMethod(step, $"the gradient of {step.MapsOfUnit} maps' weights{(step.Bias < 0 ? "" : " and biases")}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance, of all."))
        {
            writer.Line($"Kernels.{step.Kernel}(in {OfAll(step.Input)}, in {OfAll(step.Gradient)}, ref {Invariant.Format($"_Mem.Add(ref pass.Gradients, {step.Weight})")}{bias}, pass.Count, unit * {Invariant.Format($"{step.MapsOfUnit}")});");
        }
    }

    // The first instance's tensor, from its first float.
    private string OfAll(int tensor) => Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(tensor).Offset})");
}
