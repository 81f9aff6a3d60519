using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void SquaredDistances(SquaredDistancesStep step)
    {
        TensorGeometry x = Geometry(step.From), y = Geometry(step.To);
        using (InstanceMethod(step, Describe(step.Layer)))
            writer.Code($"_Tensors.SquaredDistances(in {AtOrigin(step.From)}, {x.BlockStride}, in {Parameter(step.Codes)}, ref {AtOrigin(step.To)}, {y.BlockStride}, {x.Shape.Channels}, {y.Shape.Channels});");
    }

    private void SquaredDistancesBackward(SquaredDistancesBackwardStep step)
    {
        TensorGeometry x = Geometry(step.Input), dy = Geometry(step.From), dx = Geometry(step.To);
        string vector = Invariant.Format($"in {AtOrigin(step.Input)}, {x.BlockStride}, in {Parameter(step.Codes)}");
        using (InstanceMethod(step, "the gradient of the input of " + Describe(step.Layer)))
            writer.Code($"_Tensors.SquaredDistancesBackward({vector}, in {AtOrigin(step.From)}, {dy.BlockStride}, ref {AtOrigin(step.To)}, {dx.BlockStride}, {x.Shape.Channels}, {dy.Shape.Channels});");
    }
}
