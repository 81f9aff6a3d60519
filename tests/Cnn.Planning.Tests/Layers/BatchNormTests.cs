namespace Cnn.Planning.Tests;

/// <summary>What the language says of batch norms.</summary>
public sealed class BatchNormTests
{
    [Theory]
    [InlineData("conv 4 3x3, batchnorm", false)]
    [InlineData("c: conv 4 3x3, batchnorm from c", false)]
    [InlineData("conv 4 3x3 bias, batchnorm", true)]
    [InlineData("conv 4 3x3, relu, batchnorm", true)]
    [InlineData("conv 4 3x3", true)]
    [InlineData("conv 4 3x3 relu, batchnorm", true)]
    [InlineData("conv 4 3x3 relu nobias, batchnorm", false)]
    [InlineData("depthwise 3x3, batchnorm", false)]
    [InlineData("depthwise 3x3 sigmoid, batchnorm", true)]
    [InlineData("c: conv 4 3x3, b: batchnorm, add c b", true)]
    [InlineData("c: conv 4 3x3, b: batchnorm from c, add c b", true)]
    [InlineData("c: conv 4 3x3, b: batchnorm from c, d: batchnorm from c, add b d", true)]
    [InlineData("c: conv 4 3x3, b: batchnorm, add b b", false)]
    public void Convolution_HasNoBiasWhereABatchNormAloneReadsTheBareSum(string text, bool hasBias)
    {
        var layers = Spec(text).Layers;
        Assert.Equal(hasBias, Assert.IsType<ConvolutionSpec>(layers[1]).HasBias);
    }

    // Keras's usual pattern, in both spellings: they are one function.
    [Fact]
    public void ActivationOfItsOwn_HasTheParametersOfALayerOfItsOwn() =>
        Assert.Equal(Spec("conv 4 3x3, relu, batchnorm").ParameterCount, Spec("conv 4 3x3 relu, batchnorm").ParameterCount);

    [Fact]
    public void Parameters_AreFourVectors_OfWhichTwoAreTrained()
    {
        var norm = Spec("conv 5 3x3, batchnorm").Layers[2];
        Assert.Equal(["weight", "bias", "running_mean", "running_var"], norm.Parameters.Select(parameter => parameter.Suffix));
        Assert.Equal([true, true, false, false], norm.Parameters.Select(parameter => parameter.IsTrainable));
        Assert.All(norm.Parameters, parameter => Assert.Equal(5, parameter.ElementCount));
        Assert.Equal(10, norm.ParameterCount);
    }

    [Theory]
    [InlineData("conv 4 3x3, batchnorm, relu", 1)]
    [InlineData("conv 4 3x3 relu, batchnorm", 2)]
    [InlineData("maxpool 2x2, batchnorm", 2)]
    public void Inference_FoldsABatchNormIntoTheConvolutionBefore(string text, int steps)
    {
        var plan = Planner.Plan(Spec(text));
        // The image's copy and the output's stand around them.
        Assert.Equal(steps, plan.Inference.Phases.Sum(phase => phase.Steps.Count) - 2);
        var fold = Assert.Single(plan.Folds);
        Assert.Equal(steps == 1, fold.Weight >= 0);
        Assert.Equal("batchnorm1.weight", plan.Parameters[fold.Gamma].Name);
        Assert.Equal("batchnorm1.running_var", plan.Parameters[fold.Variance].Name);
    }

    [Fact]
    public void Parameters_ThatAreNotTrained_LieBehindThoseThatAre()
    {
        var plan = Planner.Plan(Spec("conv 20 3x3, batchnorm, conv 3 3x3"));
        Assert.Equal(plan.Parameters.Where(parameter => parameter.Spec.IsTrainable)
            .Sum(parameter => ParameterPlan.PackedFloats(parameter.Spec)), plan.TrainableFloats);
        Assert.All(plan.Parameters, parameter => Assert.Equal(parameter.Spec.IsTrainable, parameter.Offset < plan.TrainableFloats));
        Assert.Equal(plan.TrainableFloats + 4 * 16, plan.ParameterFloats);
    }

    [Fact]
    public void Training_WaitsForTheWholeBatchAroundABatchNorm()
    {
        var phases = Planner.Plan(Spec("conv 20 3x3, batchnorm, relu, conv 3 3x3")).Training.Phases;
        Assert.Equal(
            ["turn weights", "forward 1", "batch statistics", "forward and backward", "weight gradients 1", "backward 1",
                "weight gradients 2"],
            phases.Select(phase => phase.Name));
        Assert.Equal([2, 0, 2, 0], phases.Take(4).Select(phase => phase.Units));
    }

    [Theory]
    [InlineData("batchnorm epsilon «0»", "epsilon is 0")]
    [InlineData("batchnorm epsilon «1e-50»", "epsilon is 1E-50")]
    [InlineData("batchnorm epsilon «1.5»", "at most 1")]
    [InlineData("batchnorm momentum «1.01»", "from 0 to 1")]
    [InlineData("batchnorm momentum «-0.1»", "momentum is -0.1")]
    public void Numbers_OutOfRange_AreErrors(string text, string message) =>
        Check.Rules("network N {\n  input 8x8x3\n  " + text + "\n  dense 2\n}", ("CNN1010", message));

    [Theory]
    [InlineData("batch 1, input 1x1x1, dense 1, «batchnorm»")]
    [InlineData("batch 1, input 3x3x2, conv 4 3x3, «batchnorm», relu, dense 2")]
    [InlineData("batch 1, input 4x4x2, global_avgpool, «batchnorm», dense 2")]
    [InlineData("batch 1, input 4x4x2, flatten, «batchnorm», dense 2")]
    [InlineData("batch 1, input 4x4x2, dense 4, residual relu { dense 4, «batchnorm» }, dense 2")]
    [InlineData("batch 1, input 4x4x2, aux 0.3 { dense 2, «batchnorm», softmax }, conv 3 3x3, dense 2, softmax")]
    [InlineData("batch 1, inference_batch 8, input 4x4x2, dense 4, «batchnorm», dense 2, batchnorm")]
    public void OneValueAChannel_IsAnError(string statements) => Check.Rules(
        "network N { " + statements + " }", ("CNN2155", "has one value a channel, a vector's in a batch of 1: it is its own mean"));

    [Theory]
    [InlineData("input 1x1x1, dense 1, batchnorm", 2, "batchnorm1")]
    [InlineData("batch 2, input 4x4x2, conv 3 3x3, batchnorm, dense 4, top: batchnorm, dense 4, batchnorm", 2, "top batchnorm3")]
    [InlineData("batch 2, input 4x4x2, aux 0.3 { dense 2, head: batchnorm, softmax }, dense 2, softmax", 2, "head")]
    [InlineData("batch 1, input 1x2x1, batchnorm, dense 2", 1, "")]
    [InlineData("batch 1, input 4x4x2, conv 3 3x3, batchnorm, dense 2", 1, "")]
    [InlineData("inference_only, input 4x4x2, dense 4, batchnorm, dense 2", 1, "")]
    public void VectorNorm_NeedsAStepOfTwo(string statements, int smallest, string norms)
    {
        var spec = Check.Valid(statements);
        Assert.Equal((smallest, norms), (spec.SmallestBatch, string.Join(' ', spec.VectorNorms.Select(norm => norm.Name))));
    }

    private static NetworkSpec Spec(string text) =>
        Resolver.Resolve(CnnParser.Parse("network N { input 8x8x3, " + text + " }", "N.cnn").Networks[0]).Spec!;
}
