using Cnn.Dsl;

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
}
