using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Squared distances from codes.</summary>
internal sealed class SquaredDistancesStepEmitter : StepEmitter<SquaredDistancesStep>
{
    protected override void Emit(StepWriter writer, SquaredDistancesStep step)
    {
        TensorGeometry x = writer.Geometry(step.From), y = writer.Geometry(step.To);
        string vector = Invariant.Format($"in {writer.AtOrigin(step.From)}, {x.BlockStride}, in {writer.Parameter(step.Codes)}");
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
            writer.Code(
                $"_Tensors.SquaredDistances({vector}, ref {writer.AtOrigin(step.To)}, {y.BlockStride}, {x.Shape.Channels}, "
                + $"{y.Shape.Channels});");
    }
}

/// <summary>The gradient of what is compared with the codes.</summary>
internal sealed class SquaredDistancesBackwardStepEmitter : StepEmitter<SquaredDistancesBackwardStep>
{
    protected override void Emit(StepWriter writer, SquaredDistancesBackwardStep step)
    {
        TensorGeometry x = writer.Geometry(step.Input), dy = writer.Geometry(step.From), dx = writer.Geometry(step.To);
        string vector = Invariant.Format($"in {writer.AtOrigin(step.Input)}, {x.BlockStride}, in {writer.Parameter(step.Codes)}");
        string gradients = Invariant.Format(
            $"in {writer.AtOrigin(step.From)}, {dy.BlockStride}, ref {writer.AtOrigin(step.To)}, {dx.BlockStride}");
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
            writer.Code($"_Tensors.SquaredDistancesBackward({vector}, {gradients}, {x.Shape.Channels}, {dy.Shape.Channels});");
    }
}
