namespace Cnn.Planning.Tests;

/// <summary>A network that is declared for predictions only: what it has not, and what it has as if it were trained.</summary>
public sealed class InferenceOnlyTests
{
    private const string Statements =
        "input 12x12x3, conv 20 3x3 pad 1, batchnorm, relu, aux 0.3 { dense 4, softmax }, maxpool 2x2, dropout 0.5, dense 8 relu, dense 4, "
            + "softmax";

    [Fact]
    public void Plan_HasNoTraining_AndTheInferenceOfTheTrainedTwin()
    {
        var (trained, only) = (Plans.Of(Statements), Plans.Of("inference_only, " + Statements));
        Assert.True(trained.Spec.Trains);
        Assert.False(only.Spec.Trains);
        Assert.Equal(0, only.Spec.Batch);
        Assert.Equal(trained.Inference, only.Inference);
        Assert.Equal(trained.Parameters, only.Parameters);
        Assert.Equal((trained.TrainableFloats, trained.ParameterFloats), (only.TrainableFloats, only.ParameterFloats));
        Assert.Equal(trained.Folds, only.Folds);
        Assert.Contains("'Net' is for inference only", Assert.Throws<InvalidOperationException>(() => only.Training).Message);
    }

    [Fact]
    public void Kernels_AreThoseOfInference()
    {
        var (trained, only) = (Plans.Of(Statements), Plans.Of("inference_only, " + Statements));
        Assert.NotEmpty(only.Kernels);
        Assert.True(only.Kernels.Count < trained.Kernels.Count);
        // Their forms may serve fewer, and so have fewer arguments.
        var alike = trained.Kernels.Select(kernel => (kernel.Name, kernel.Shape)).ToHashSet();
        Assert.All(only.Kernels, kernel => Assert.Contains((kernel.Name, kernel.Shape), alike));
    }

    [Fact]
    public void Memory_IsThatOfInference()
    {
        var (trained, only) = (Plans.Of(Statements), Plans.Of("inference_only, " + Statements));
        Assert.Equal(SessionMemory.Inference(trained), SessionMemory.Inference(only));
        var tensors = TensorMemory.Of(only.Spec);
        Assert.Equal(TensorMemory.Of(trained.Spec).InferenceBytes, tensors.InferenceBytes);
        Assert.Equal(0, tensors.TrainingBytes);
        Assert.DoesNotContain("training", PlanPrinter.Print(only), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inference_only, batch «64»", "The batch is read by training only, and network 'Net' is declared for predictions only")]
    [InlineData("batch «0», inference_only", "The batch is read by training only")]
    [InlineData("optimizer «adam», inference_only", "The optimizer is read by training only")]
    [InlineData("inference_only, optimizer «nothing»", "The optimizer is read by training only")]
    [InlineData("inference_only, budget training «1 GB»", "The budget of training is read by training only")]
    public void OptionOfTraining_IsAnError(string options, string message) =>
        Check.Rules("network Net { " + options + ", input 4x4x1, dense 2 }", ("CNN1033", message));

    [Theory]
    [InlineData("inference_only, inference_batch 4, algorithm direct, budget inference 1 GB")]
    public void OptionsOfInference_AreThere(string options)
    {
        var spec = Check.Valid(options + ", input 4x4x1, dense 2");
        Assert.Equal((false, 4, ConvolutionAlgorithm.Direct), (spec.Trains, spec.InferenceBatch, spec.Algorithm));
    }

    // A batch of training does not count where there is none: 32 of these are more than 2^31 - 1 elements.
    [Fact]
    public void LargestTensor_IsThatOfAPrediction()
    {
        const string Large = "input 4096x4096x3, conv 8 1x1, global_avgpool";
        Check.Rules("network Net { " + Large.Replace("conv", "«conv»") + " }",
            ("CNN2104", "4096x4096x8 for a batch of 32 (one of 15 would fit), would have 4,294,967,296 elements"));
        Check.Valid("inference_only, " + Large);
    }

    [Theory]
    [InlineData("input 8x8x1, conv 2 3x3, dense 4")]
    [InlineData("input 8x8x1, dense 4, dropout 0.5")]
    public void AdviceAboutTraining_IsNotGiven(string statements)
    {
        Assert.NotEmpty(NetworkChecker.Check(Declare(statements)).Issues);
        Assert.Empty(NetworkChecker.Check(Declare("inference_only, " + statements)).Issues);
    }

    [Fact]
    public void Training_ThatAnAttributeAffirms_IsTheDefault()
    {
        var declaration = Declare("input 4x4x1, dense 2");
        var affirmed = declaration with { Options = new(new ArgumentDeclaration("training", new BooleanValue(true), SourceRange.None)) };
        Assert.False(affirmed.IsInferenceOnly);
        Assert.Equal(Resolver.Resolve(declaration).Spec, Resolver.Resolve(affirmed).Spec);
    }

    private static NetworkDeclaration Declare(string statements) =>
        Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks);
}
