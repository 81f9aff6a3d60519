namespace Cnn.Planning.Tests;

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
    public void SumOfContractions_IsWrittenByTheLast()
    {
        // 'p' adds what 'b' wrote, which has added 'a'.
        foreach (var pass in s_plan.Passes())
        {
            Assert.DoesNotContain(pass.Steps(), step => step is AddStep or ActivationStep { Layer: "sum" });
            var contractions = pass.Steps().OfType<ContractionStep>()
                .Where(step => step.Purpose == ContractionPurpose.Forward && step.Y is not null).ToArray();
            Assert.Equal(["b", "p"], contractions.Select(step => step.Layer));
            Assert.Equal(["a", "b"], contractions.Select(step => pass.Tensors[step.Y!.Value.Of.Index].Name));
            Assert.Equal(["b", "sum"], contractions.Select(step => pass.Tensors[step.C.Of.Index].Name));
            Assert.Equal([Epilogue.None, Epilogue.Of(Activation.Relu)], contractions.Select(step => step.Parts[0].Plan.Epilogue));
            Assert.All(contractions, step => Assert.True(step.Parts[0].Plan.AddsY));
        }
    }

    [Fact]
    public void SumOfWhatIsReadElsewhere_HasAStep()
    {
        var plan = Plans.Of(
            "input 5x5x3, a: conv 16 1x1, b: conv 16 1x1 from a, c: maxpool 3x3 stride 1 same from a, d: add b c tanh, e: conv 16 3x3 same "
            + "from d, f: add e b d c, dense 3");
        var steps = plan.Inference.Steps();
        // The pooling comes after 'b', and 'b' is read by another sum; 'e' adds 'd' there, and what is left is three.
        Assert.Equal([2, 3], steps.OfType<AddStep>().Select(step => step.From.Count));
        Assert.Equal("e", Assert.Single(steps.OfType<ContractionStep>(), step => step.Y is not null).Layer);
        Assert.Contains(steps, step => step is ActivationStep { Layer: "d" } activation && activation.From.Of == activation.To.Of);
    }

    [Fact]
    public void ActivationThatNoStoreTakes_FollowsTheSum()
    {
        var plan = Plans.Of("input 5x5x3, residual gelu { conv 3 3x3 same }, dense 3");
        var inference = Assert.Single(plan.Inference.Steps().OfType<ActivationStep>());
        Assert.Equal(inference.From.Of, inference.To.Of);
        var training = Assert.Single(plan.Training.Steps().OfType<ActivationStep>());
        Assert.NotEqual(training.From.Of, training.To.Of);
        foreach (var pass in plan.Passes())
            Assert.Equal(Epilogue.None, Assert.Single(pass.Steps().OfType<ContractionStep>(), step => step.Parts[0].Plan.AddsY).Parts[0]
                .Plan.Epilogue);
    }

    [Fact]
    public void ResidualOfNorms_AddsWhereTheLastNormStores_AndCopiesNoGradient()
    {
        var plan = Plans.Of("""
            batch 4, input 8x8x16, conv 16 3x3 same, batchnorm, relu
            residual relu { conv 16 3x3 same, batchnorm, relu, conv 16 3x3 same, batchnorm }
            residual relu { conv 32 3x3 stride 2 same, batchnorm, relu, conv 32 3x3 same, batchnorm } shortcut { conv 32 1x1 stride 2,
              batchnorm }
            dense 3
            """);
        MemoryCheck.Everything(plan);
        Assert.DoesNotContain(plan.Inference.Steps(), step => step is AddStep or ChannelAffineStep or ActivationStep);
        var steps = plan.Training.Steps();
        Assert.DoesNotContain(steps, step => step is AddStep or ActivationStep or PassGradientStep);
        Assert.Equal(2, steps.OfType<NormalizeStep>()
            .Count(step => step is { Addend: not null, Epilogue: { Activation: Activation.Relu, IsDerivative: false } }));
        // Those that read the gradient of a sum leave it alone: the others of the sum read it, too.
        Assert.Equal(["batchnorm3", "batchnorm5", "batchnorm6"],
            steps.OfType<NormalizeBackwardStep>().Where(step => step.From.Of != step.To.Of).Select(step => step.Layer)
            .OrderBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void NormWhoseTurnComesTooLate_GetsACopyOfTheGradient()
    {
        // On the way back 'c' adds to the gradient of 'a' before the norm reads it.
        var plan = Plans.Of(
            "batch 4, input 8x8x3, a: conv 16 3x3 same relu, n: batchnorm from a, c: conv 16 3x3 same from a, d: maxpool 3x3 stride 1 same "
            + "from c, add n d a, dense 3");
        var copies = plan.Training.Steps().OfType<PassGradientStep>().Where(step => step.Layer == "add1");
        Assert.Equal(["d d", "d a"], copies.Select(step => plan.Training.Tensor(step.To).Name));
    }

    [Fact]
    public void WholeBlocks_AreWrittenWhereTheyAreConcatenated()
    {
        var plan = Plans.Of(
            "batch 4, input 8x8x3, a: conv 16 3x3 same relu, b: conv 32 5x5 same tanh from a, c: maxpool 3x3 stride 1 same from a, d: conv "
            + "5 1x1 silu from a, concat b a c d, conv 7 3x3 same, dense 3");
        MemoryCheck.Everything(plan);
        foreach (var pass in plan.Passes())
        {
            Assert.DoesNotContain(pass.Steps(), step => step is ConcatStep);
            var whole = new TensorRef(Enumerable.Range(0, pass.Tensors.Count).Single(i => pass.Tensors[i].Name == "concat1"));
            Assert.Equal([("a", 2), ("b", 0), ("c", 3), ("d", 4)],
                pass.Tensors.Where(tensor => tensor.Parent == whole).Select(tensor => (tensor.Name, tensor.FirstBlock))
                .OrderBy(slice => slice.Name));
            // 'b' reads 'a' with a halo of two.
            Assert.All(pass.Tensors.Where(tensor => tensor.Parent == whole), tensor => Assert.Equal(new(2, 2, 2, 2), tensor.Geometry.Halo));
        }
        // Several readers hand the gradient of 'a' back: it is added up in a tensor of its own.
        Assert.Equal("d a", plan.Training.Tensor(Assert.Single(plan.Training.Steps().OfType<SplitStep>()).To).Name);
        Assert.Equal(["d b", "d c", "d d"], plan.Training.Tensors.Where(tensor =>
            tensor.Parent is not null && tensor.Name.StartsWith("d ", StringComparison.Ordinal)).Select(tensor => tensor.Name));
    }

    [Fact]
    public void PartsOfBlocks_AreCopied()
    {
        var plan = Plans.Of("input 8x8x3, a: conv 24 1x1, b: conv 8 1x1, c: conv 16 1x1, d: conv 20 1x1, concat a b c d c, dense 3");
        foreach (var pass in plan.Passes())
        {
            // 'a' ends within a block, 'b' begins within it; 'd' ends within one, and 'c' begins within it, where it comes again.
            var copy = Assert.Single(pass.Steps().OfType<ConcatStep>());
            Assert.Equal(["a", "b", "d", "c"], copy.From.Select(tensor => pass.Tensor(tensor).Name));
            Assert.Equal([0, 24, 48, 68], copy.FirstChannels);
            Assert.Equal("c", Assert.Single(pass.Tensors, tensor => tensor.Parent is not null).Name);
        }
    }

    [Fact]
    public void ConcatenationOfConcatenations_HasSlicesOfSlices()
    {
        var plan = Plans.Of("input 8x8x3, a: conv 16 1x1, b: conv 16 3x3 same, c: concat b a, d: conv 16 1x1, e: concat d c, dense 3");
        MemoryCheck.Everything(plan);
        var a = plan.Inference.Tensors.Single(tensor => tensor.Name == "a");
        var c = plan.Inference.Tensor(a.Parent!.Value);
        var e = plan.Inference.Tensor(c.Parent!.Value);
        Assert.Equal(("c", "e"), (c.Name, e.Name));
        Assert.Equal(e.Offset + 2 * a.Geometry.BlockStride, a.Offset);
    }

    [Fact]
    public void GradientOfATensorWithSeveralReaders_IsWrittenOnceAndThenAddedTo()
    {
        // Backwards: the pooling first, whose gradient nobody wrote before; then the convolutions, which begin with what is there; only the
        // last takes the derivative.
        var gradient = Single("d b");
        var writers = s_plan.Training.Steps().Where(step => step.Tensors.Contains(gradient)).ToArray();
        var contractions = writers.OfType<ContractionStep>().Where(step => step.C.Of == gradient.AsOperand()).ToArray();
        Assert.Equal(["d", "c"], contractions.Select(step => step.Layer));
        Assert.All(contractions, step => Assert.Equal(SumStart.Result, step.Parts[0].Plan.Start));
        Assert.Equal([Epilogue.None, Epilogue.DerivativeOf(Activation.Relu)], contractions.Select(step => step.Parts[0].Plan.Epilogue));
        Assert.Single(writers.OfType<PoolBackwardStep>(), step => step.To.Of == gradient);
    }

    [Fact]
    public void ContractionsReadTheGradientOfTheirSum_WhereItIs()
    {
        // 'a' is read by 'b', too, which comes after on the way back and adds to it.
        var passed = Assert.Single(s_plan.Training.Steps().OfType<PassGradientStep>(), step => step.Layer == "sum");
        Assert.Equal(("d b", "d a", false),
            (s_plan.Training.Tensor(passed.From).Name, s_plan.Training.Tensor(passed.To).Name, passed.To.Accumulates));
        var gradients = s_plan.Training.Steps().OfType<ContractionStep>().Where(step => step.Purpose == ContractionPurpose.DataGradient)
            .ToDictionary(step => step.Layer, step => step.A.Of);
        Assert.Equal(passed.From.Of.AsOperand(), gradients["b"]);
    }

    private static TensorRef Single(string tensor) =>
        new(Assert.Single(Enumerable.Range(0, s_plan.Training.Tensors.Count), i => s_plan.Training.Tensors[i].Name == tensor));
}
