namespace Cnn.Dsl.Tests;

/// <summary>Networks whose tensors have several readers: sums and concatenations.</summary>
public class JoinPlanTests
{
    // A residual with a projection, then three branches side by side.
    private static readonly NetworkPlan s_plan = Planner.Plan(new SpecBuilder("Net", new(9, 8, 5))
        .Convolution("a", "input", 24, 3, pad: 1, activation: Activation.Relu)
        .Convolution("b", "a", 24, 3, pad: 1)
        .Convolution("p", "input", 24, 1)
        .Add("sum", Activation.None, "b", "p", "a")
        .Activation("out", "sum", Activation.Relu)
        .Convolution("c", "out", 4, 1, activation: Activation.Tanh)
        .Convolution("d", "out", 12, 3, pad: 1, activation: Activation.Relu)
        .MaxPool("m", "out", 3, stride: 1, pad: 1)
        .Concat("all", "c", "d", "m")
        .Dense("scores", "all", 7)
        .Build(batch: 4));

    [Fact]
    public void TensorsThatLiveTogether_DoNotOverlap() => MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(s_plan);

    [Fact]
    public void HalosThatShareMemory_AreCleared() => MemoryCheck.HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(s_plan);

    [Fact]
    public void Contractions_StayInsideTheirOperands() => MemoryCheck.Contractions_StayInsideTheirOperands(s_plan);

    [Fact]
    public void Tiles_FitTheRegisters() => MemoryCheck.Tiles_FitTheRegistersAndTheirDimensions(s_plan);

    [Fact]
    public void ActivationAfterASum_IsPartOfIt()
    {
        var steps = s_plan.Inference.Steps();
        var sum = Assert.Single(steps.OfType<AddStep>());
        Assert.Equal(3, sum.From.Count);
        Assert.Contains(steps, step => step is ActivationStep { Layer: "sum" } activation && activation.From == activation.To && activation.To == sum.To);
    }

    [Fact]
    public void GradientOfATensorWithSeveralReaders_IsWrittenOnceAndThenAddedTo()
    {
        // Backwards: the pooling first, whose gradient nobody wrote before; then the convolutions, which begin with what is there; only the last takes the derivative.
        int gradient = Single("d sum");
        var writers = s_plan.Training.Steps().Where(step => step.Tensors.Contains(gradient)).ToArray();
        var contractions = writers.OfType<ContractionStep>().Where(step => step.C.Index == gradient).ToArray();
        Assert.Equal(["d", "c"], contractions.Select(step => step.Layer));
        Assert.All(contractions, step => Assert.Equal(SumStart.Result, step.Parts[0].Plan.Start));
        Assert.Equal([Epilogue.None, Epilogue.ReluDerivative], contractions.Select(step => step.Parts[0].Plan.Epilogue));
        Assert.Single(writers.OfType<PoolBackwardStep>(), step => step.To == gradient);
    }

    [Fact]
    public void EachInputOfASum_IsHandedTheGradient()
    {
        var passed = s_plan.Training.Steps().OfType<PassGradientStep>().Where(step => step.Layer == "sum").ToArray();
        // The projection and the first branch are read once; 'a' is read by 'b', too, which comes after on the way back.
        Assert.Equal(["d b", "d p", "d a"], passed.Select(step => s_plan.Training.Tensors[step.To].Name));
        Assert.All(passed, step => Assert.False(step.Accumulates));
    }

    private static int Single(string tensor) => Assert.Single(Enumerable.Range(0, s_plan.Training.Tensors.Count), i => s_plan.Training.Tensors[i].Name == tensor);
}
