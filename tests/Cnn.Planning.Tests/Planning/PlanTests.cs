namespace Cnn.Planning.Tests;

public class PlanTests
{
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void OneSpec_GivesEqualPlans(string statements)
    {
        var first = Plans.Of(statements);
        var second = Plans.Of(statements);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Plans.Of("batch 7, " + statements.Replace("batch 64, ", "").Replace("batch 6, ", "")));
    }

    [Fact]
    public void ActivationAfterAConvolution_IsPartOfIt()
    {
        var asOption = Plans.Of("input 8x8x1, conv 4 3x3 relu, maxpool 2x2, dense 3");
        var asLayer = Plans.Of("input 8x8x1, conv 4 3x3, relu, maxpool 2x2, dense 3");
        Assert.Equal(asOption.Kernels, asLayer.Kernels);
        Assert.DoesNotContain(asLayer.Training.Steps(), step => step is ActivationStep or ActivationBackwardStep);
        Assert.Equal(Epilogue.Of(Activation.Relu), asLayer.Inference.Steps().OfType<ContractionStep>().First().Parts[0].Plan.Epilogue);
        Assert.Equal(Epilogue.DerivativeOf(Activation.Relu), Assert.Single(asLayer.Training.Steps().OfType<PoolBackwardStep>()).Epilogue);
    }

    [Fact]
    public void ActivationAfterAPooling_IsAStepOfItsOwn() =>
        Assert.Contains(Plans.Of("input 8x8x1, maxpool 2x2, relu, dense 3").Inference.Steps(), step =>
            step is ActivationStep { Activation: Activation.Relu });

    [Theory]
    [InlineData("relu", Activation.Relu)]
    [InlineData("leakyrelu", Activation.LeakyRelu)]
    [InlineData("elu", Activation.Elu)]
    [InlineData("tanh", Activation.Tanh)]
    [InlineData("scaledtanh", Activation.ScaledTanh)]
    [InlineData("sigmoid", Activation.Sigmoid)]
    public void DerivativeByTheOutput_IsTakenAsTheGradientIsStored(string activation, Activation expected)
    {
        Epilogue forward = Epilogue.Of(expected), derivative = Epilogue.DerivativeOf(expected);
        var steps = Plans.Of($"input 8x8x1, conv 4 3x3 {activation}, conv 5 3x3 {activation}, maxpool 2x2, dense 3").Training.Steps();
        var contractions = steps.OfType<ContractionStep>().ToArray();
        Assert.Equal(forward, contractions.First(step => step.Purpose == ContractionPurpose.Forward).Parts[0].Plan.Epilogue);
        Assert.Equal(derivative, contractions.Last(step => step.Purpose == ContractionPurpose.DataGradient).Parts[0].Plan.Epilogue);
        Assert.Equal(derivative, Assert.Single(steps.OfType<PoolBackwardStep>()).Epilogue);
        Assert.Empty(steps.OfType<ActivationBackwardStep>());
        Assert.Empty(steps.OfType<ActivationStep>());
    }

    [Theory]
    [InlineData("silu")]
    [InlineData("hardswish")]
    [InlineData("gelu")]
    public void DerivativeByTheInput_KeepsTheSumsWhileTrainingOnly(string activation)
    {
        string[] spellings = ["conv 4 3x3 " + activation, "conv 4 3x3, " + activation];
        foreach (string spelling in spellings)
        {
            var plan = Plans.Of($"input 8x8x1, {spelling}, conv 5 3x3 same, dense 3");
            Assert.Empty(plan.Inference.Steps().OfType<ActivationStep>());
            Assert.NotEqual(Epilogue.None, plan.Inference.Steps().OfType<ContractionStep>().First().Parts[0].Plan.Epilogue);

            var forward = Assert.Single(plan.Training.Steps().OfType<ActivationStep>());
            var backward = Assert.Single(plan.Training.Steps().OfType<ActivationBackwardStep>());
            Assert.NotEqual(forward.From.Of, forward.To.Of);
            Assert.Equal(forward.From, backward.At);
            var contractions = plan.Training.Steps().OfType<ContractionStep>().ToArray();
            Assert.Equal(forward.From.Of.AsOperand(), contractions[0].C.Of);
            Assert.All(contractions, step => Assert.Null(step.Y));
        }
    }

    [Fact]
    public void DerivativeByTheInput_OfALayerOfItsOwn_ReadsItsInput()
    {
        var steps = Plans.Of("input 8x8x1, conv 4 3x3, maxpool 2x2, gelu, dense 3").Training.Steps();
        Assert.Equal(Assert.Single(steps.OfType<ActivationStep>()).From, Assert.Single(steps.OfType<ActivationBackwardStep>()).At);
        Assert.Equal(Assert.Single(steps.OfType<PoolStep>()).To.Of, Assert.Single(steps.OfType<ActivationBackwardStep>()).At.Of);
    }

    [Theory]
    [InlineData("relu", true)]
    [InlineData("leakyrelu", true)]
    [InlineData("elu", true)]
    [InlineData("silu", true)]
    [InlineData("hardswish", true)]
    [InlineData("gelu", true)]
    [InlineData("nobias", false)]
    [InlineData("tanh", false)]
    [InlineData("scaledtanh", false)]
    [InlineData("sigmoid", false)]
    public void FirstWeights_AreHesBeforeARectifierAndGlorotsElse(string option, bool isNormal)
    {
        var weight = Plans.Of($"input 1x1x50, dense 25 {option}, dense 3").Parameters[0];
        Assert.Equal(isNormal, weight.Initial.IsNormal);
        Assert.Equal(isNormal ? Math.Sqrt(2.0 / 50) : Math.Sqrt(6.0 / 75), weight.Initial.Scale, 1e-6);
    }

    [Fact]
    public void Dropout_IsNothingAtInference()
    {
        var plan = Plans.Of("input 8x8x1, dense 8 relu, dropout 0.5, dense 3");
        Assert.DoesNotContain(plan.Inference.Steps(), step => step is DropoutStep);
        Assert.Single(plan.Training.Steps().OfType<DropoutStep>());
        Assert.Single(plan.Training.Steps().OfType<DropoutBackwardStep>());
    }

    [Fact]
    public void FlatteningBeforeADenseLayer_IsNothing()
    {
        string[] flattened = ["input 8x8x3, conv 4 3x3, flatten, dense 3",
            "input 8x8x3, conv 4 3x3, flatten, relu, flatten, dropout 0.5, dense 3"];
        foreach (string statements in flattened)
            Assert.DoesNotContain(Plans.Of(statements).Training.Steps(), step => step is FlattenStep or UnflattenStep);
    }

    [Fact]
    public void FlatteningBeforeABatchNorm_MovesValues()
    {
        var steps = Plans.Of("input 8x8x3, conv 4 3x3, flatten, batchnorm, dense 3").Training.Steps();
        Assert.Single(steps.OfType<FlattenStep>());
        Assert.Single(steps.OfType<UnflattenStep>());
    }

    [Fact]
    public void GradientOfTheImage_IsNotComputed()
    {
        var steps = Plans.Of("input 8x8x3, maxpool 2x2, conv 4 3x3, dense 3").Training.Steps();
        Assert.Single(steps.OfType<ContractionStep>(), step => step.Purpose == ContractionPurpose.DataGradient);
        Assert.DoesNotContain(steps, step => step is PoolBackwardStep);
    }

    [Fact]
    public void EqualLayers_ShareOneKernel()
    {
        var plan = Plans.Of("input 8x8x4, conv 16 3x3 same, conv 16 3x3 same, conv 16 3x3 same, conv 16 3x3 same, dense 3");
        var kernels = plan.Inference.Steps().OfType<ContractionStep>().Select(step => step.Parts[0].Kernel).ToArray();
        Assert.Equal(kernels[1], kernels[2]);
        Assert.Equal(kernels[1], plan.Training.Steps().OfType<ContractionStep>().First(step => step.Name == "Conv2Forward").Parts[0]
            .Kernel);
        // The first has 4 channels, and the last writes a map without a halo.
        Assert.Equal(4, kernels.Distinct().Count());
    }

    [Theory]
    // A 3x3 kernel with stride 2: even and odd pixels are reached by two elements and by one.
    [InlineData("input 12x12x4, conv 4 1x1, conv 4 3x3 stride 2, dense 3", 4)]
    // Windows side by side: each pixel is reached by one element of one window.
    [InlineData("input 12x12x4, conv 4 1x1, conv 4 3x3 stride 3, dense 3", 1)]
    // The rows and columns from 2 on, of the 1,000 between two windows, are read by none; the last window has nothing behind it.
    [InlineData("batch 1, input 3002x3002x1, conv 1 1x1, conv 1 2x2 stride 1000", 4)]
    public void Stride_GivesAPartForThePixelsThatAreReachedAlike(string statements, int parts)
    {
        var step = Plans.Of(statements).Training.Steps().OfType<ContractionStep>()
            .Single(step => step is { Purpose: ContractionPurpose.DataGradient, Layer: "conv2" });
        Assert.Equal(parts, step.Parts.Count);
    }

    /// <summary>
    /// The gradient along the rows keeps a vector for each element of the kernel on the stack: 2,001 x 3 of them and a bias a row would
    /// take half of a thread's.
    /// </summary>
    [Theory]
    [InlineData("batch 1, input 40x40x1, conv 2 5x5, avgpool 2x2, conv 40 3x3, dense 2", true)]
    [InlineData("batch 1, input 3000x40x1, conv 2 2001x3, avgpool 2x2, conv 40 3x3, dense 2", false)]
    [InlineData("batch 1, input 40x3000x1, conv 2 3x2001, avgpool 2x2, conv 40 3x3, dense 2", false)]
    public void GradientAlongTheRows_IsForKernelsThatTheStackHolds(string statements, bool isUsed) =>
        Assert.Equal(isUsed, Plans.Of(statements).Training.Steps().OfType<RowWeightGradientStep>().Any());
}
