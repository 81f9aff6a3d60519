namespace Cnn.Planning.Tests;

public class SessionMemoryTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("optimizer momentum, ", 1)]
    [InlineData("optimizer sgd, ", 0)]
    [InlineData("optimizer nesterov, ", 1)]
    [InlineData("optimizer adagrad, ", 1)]
    [InlineData("optimizer rmsprop, ", 1)]
    [InlineData("optimizer adam, ", 2)]
    [InlineData("optimizer adamw, ", 2)]
    [InlineData("optimizer sgd momentum 0.9, ", 1)]
    [InlineData("optimizer sgd momentum 0 dampening 0.5, ", 0)]
    [InlineData("optimizer momentum momentum 0.5 lr 0.1, ", 1)]
    [InlineData("optimizer adagrad lr_decay 0.1 initial_accumulator_value 1, ", 1)]
    [InlineData("optimizer rmsprop momentum 0.9, ", 2)]
    [InlineData("optimizer rmsprop centered, ", 2)]
    [InlineData("optimizer rmsprop centered momentum 0.9 alpha 0.9, ", 3)]
    [InlineData("optimizer adam amsgrad, ", 3)]
    [InlineData("optimizer adamw amsgrad weight_decay 0, ", 3)]
    [InlineData("optimizer nadam, ", 2)]
    [InlineData("optimizer radam, ", 2)]
    [InlineData("optimizer adamax, ", 2)]
    [InlineData("optimizer adadelta, ", 2)]
    [InlineData("optimizer lion, ", 1)]
    [InlineData("optimizer lars momentum 0, ", 1)]
    [InlineData("optimizer lamb clip_norm 1, ", 2)]
    public void Training_CountsTheStateOfTheDeclaredOptimiser(string option, int state)
    {
        var plan = Plans.Of(option + "batch 3, input 5x5x1, conv 2 3x3, dense 4");
        // Maps are packed by 16: 16 x 9 + 16 for the convolution, 16 x 2 x 9 + 16 for the dense layer.
        const long Weights = 4 * (16 * 9 + 16 + 16 * 18 + 16);
        var training = SessionMemory.Training(plan);
        // A batch of 3 has 4 targets each.
        const long Targets = 4 * 3 * 4;
        Assert.Equal(new(4 * plan.Training.ArenaFloats, Weights, Weights, state * Weights) { Targets = Targets }, training);
        Assert.Equal(training.Arena + (2 + state) * Weights + Targets, training.Total);
        Assert.Equal(4 * plan.Inference.ArenaFloats + Weights, SessionMemory.Inference(plan).Total);
    }

    [Fact]
    public void RunningAverages_HaveNeitherGradientNorState()
    {
        var plan = Plans.Of("optimizer adam, batch 3, input 5x5x1, conv 20 3x3, batchnorm, dense 4");
        // Kernels of 32 x 9, a matrix of 16 x 20 x 9 and its bias; γ, β and the two running averages are 32 each.
        const long Trained = 4 * (32 * 9 + 16 * 180 + 16 + 2 * 32);
        Assert.Equal(new(4 * plan.Training.ArenaFloats, Trained + 4 * 2 * 32, Trained, 2 * Trained) { Targets = 4 * 3 * 4 },
            SessionMemory.Training(plan));
    }

    /// <summary>Pixels are widened and normalised where they are copied to.</summary>
    [Theory]
    [InlineData("input 9x7x3", "conv 4 3x3 same, dense 2")]
    [InlineData("input 9x7x3", "maxpool 2x2 stride 1, dense 2")]
    public void BytesAndNormalization_TakeNoMemory(string input, string layers)
    {
        var (plain, plan) = (Plans.Of(input + ", " + layers), Plans.Of(input + " mean 1 2 3 deviation 4 bytes, " + layers));
        Assert.Equal(SessionMemory.Inference(plain), SessionMemory.Inference(plan));
        Assert.Equal(SessionMemory.Training(plain), SessionMemory.Training(plan));
    }

    [Fact]
    public void EveryOptimiser_IsAWordOfTheText()
    {
        foreach (var optimizer in Enum.GetValues<OptimizerKind>())
        {
            var spec = Check.Valid($"optimizer {optimizer.ToString().ToLowerInvariant()}, input 2x2x1, dense 1");
            Assert.Equal(optimizer, spec.Optimizer.Kind);
        }
    }

    /// <summary>What another batch would take is computed without a plan; here it is planned.</summary>
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void AnotherBatch_TakesWhatItsPlanSays(string statements)
    {
        var plan = Plans.Of(statements);
        foreach (int batch in new[] { 1, 2, 15, 16, 17, 33, 100 })
        {
            var other = Planner.Plan(plan.Spec with { Batch = batch, InferenceBatch = batch });
            Assert.Equal(other.Training.ArenaFloats, plan.Training.ArenaFloatsFor(batch));
            Assert.Equal(other.Inference.ArenaFloats, plan.Inference.ArenaFloatsFor(batch));
        }
    }

    /// <summary>The checker plans without tiles; no size may depend on that.</summary>
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void PlanWithoutTiles_HasTheSameMemory(string statements)
    {
        var plan = Plans.Of(statements);
        var memory = Planner.PlanMemory(plan.Spec);
        Assert.Equal(SessionMemory.Inference(plan), SessionMemory.Inference(memory));
        Assert.Equal(SessionMemory.Training(plan), SessionMemory.Training(memory));
        Assert.Equal(plan.Training.Tensors, memory.Training.Tensors);
        Assert.Equal(SessionMemory.Inference(plan), Planner.PlanSession(plan.Spec, isTraining: false));
        Assert.Equal(SessionMemory.Training(plan), Planner.PlanSession(plan.Spec, isTraining: true));
    }
}
