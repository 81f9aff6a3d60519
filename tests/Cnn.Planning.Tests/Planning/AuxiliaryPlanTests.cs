namespace Cnn.Planning.Tests;

/// <summary>Networks with several losses.</summary>
public class AuxiliaryPlanTests
{
    private const string Main = "input 9x7x3, a: conv 18 3x3 relu, b: conv 5 3x3, scores: dense 4, out: softmax";

    private static readonly NetworkPlan s_plan = Plans.Of(
        "input 9x7x3, a: conv 18 3x3 relu, aux 0.3 { head1: dense 4, softmax }, b: conv 5 3x3, scores: dense 4, aux 0.5 { head2: dense 4, "
            + "softmax }, aux 2 { softmax }, out: softmax");

    [Fact]
    public void Inference_IsThatOfTheNetworkWithout()
    {
        var main = Plans.Of(Main).Inference;
        Assert.Equal(main.Tensors, s_plan.Inference.Tensors);
        Assert.Equal(main.Steps().Select(step => step.Name), s_plan.Inference.Steps().Select(step => step.Name));
    }

    [Fact]
    public void Losses_AreWeightedAndAdded_TheNetworksOwnFirst()
    {
        var losses = s_plan.Training.Steps().OfType<LossStep>().ToArray();
        Assert.Equal([("scores", 1, false), ("head1", 0.3, true), ("head2", 0.5, true), ("scores", 2, true)],
            losses.Select(loss => (loss.Layer, loss.Weight, loss.IsAdded)));
        Assert.All(losses, loss => Assert.Equal(s_plan.Training.Losses, loss.Losses.Of));
        Assert.Equal(s_plan.Training.SharedFloats + s_plan.Training.Tensor(losses[0].From).Offset, s_plan.Training.LogitsOffset);
    }

    [Fact]
    public void AGradient_BeginsWithTheLoss_AndIsAddedToByItsReaders()
    {
        var steps = s_plan.Training.Steps();
        var gradient = new TensorRef(Enumerable.Range(0, s_plan.Training.Tensors.Count)
            .Single(i => s_plan.Training.Tensors[i].Name == "d scores"));
        var writers = steps.Where(step => step is LossStep loss ? loss.Gradient.Of == gradient : step is PassGradientStep pass
            ? pass.To.Of == gradient : step is ContractionStep { Purpose: ContractionPurpose.DataGradient } back
            && back.C.Of == gradient.AsOperand()).ToArray();
        Assert.Equal(["LossStep", "PassGradientStep", "ContractionStep"], writers.Select(step => step.GetType().Name));
        Assert.True(((PassGradientStep)writers[1]).To.Accumulates);
        Assert.Equal(SumStart.Result, ((ContractionStep)writers[2]).Parts[0].Plan.Start);
    }

    [Fact]
    public void Parameters_OfHeadsAreMarked() =>
        Assert.Equal(["head1.weight", "head1.bias", "head2.weight", "head2.bias"],
            s_plan.Parameters.Where(parameter => parameter.IsAuxiliary).Select(parameter => parameter.Name));
}
