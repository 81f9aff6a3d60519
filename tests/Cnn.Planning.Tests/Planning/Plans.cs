namespace Cnn.Planning.Tests;

/// <summary>Networks of every kind of step and shape that the planner knows, as bare statements.</summary>
public static class Plans
{
    public static TheoryData<string> Statements { get; } =
    [
        "batch 64, input 28x28x1, conv 6 5x5 same tanh, avgpool 2x2, conv 16 5x5 tanh, avgpool 2x2, conv 120 5x5 tanh, dense 84 tanh, "
            + "dense 10, softmax",
        "batch 6, input 28x28x1, conv 8 3x3 pad 1 relu, maxpool 2x2, conv 16 3x3 pad 1, relu, maxpool 2x2, flatten, dense 32 relu, dropout "
            + "0.5, dense 10, softmax",
        "input 1x1x1, dense 1",
        "input 7x7x17, conv 33 3x3 stride 2 same, conv 17 1x1 stride 3, dense 5 sigmoid",
        "input 11x13x3, conv 40 5x2 stride 3x2 pad 2 1 0 1 relu, conv 3 3x3 same tanh, maxpool 3x3 stride 1 same, conv 7 1x1",
        "inference_batch 4, input 9x9x20, maxpool depth 4, conv 12 4x4 stride 4, flatten, batchnorm, dense 12 relu, maxpool depth 3, dense "
            + "3, softmax",
        "input 5x5x16, conv 16 2x2 stride 5 pad 1 1 1 1, conv 31 3x3 same, conv 16 3x3 same",
        "input 3x3x2, conv 4 2x2 stride 5, dropout 0.1, sigmoid, conv 4 1x1 pad 1, avgpool 3x3 stride 2",
        "batch 6, input 9x7x3, conv 18 3x3 gelu, maxpool 2x2, silu, conv 5 2x2 same hardswish, conv 4 1x1 elu, dense 7 silu, dense 4 "
            + "leakyrelu, dense 3 gelu",
        "input 19x17x20, conv 18 1x1 relu, conv 33 3x4 stride 7x6 pad 4 0 0 9, conv 5 1x1",
        "input 9x8x9, conv 72 3x3 same groups 3 relu, conv 24 2x2 groups 24, conv 3 3x3 stride 2 dilation 3 same, dense 2",
        "input 7x7x3, conv 96 3x3 relu, conv 64 3x3 same groups 2, conv 120 2x2 groups 4 tanh, conv 60 2x3 stride 3x2 dilation 2x3 pad 3 "
            + "groups 20",
        "input 6x6x17, depthwise 3x3 same relu, depthwise 2x2 multiplier 3 stride 2, depthwise 2x2 dilation 2, conv 4 1x1, depthwise 1x1 "
            + "multiplier 17",
        "input 5x5x6, conv 18 1x1 tanh, conv 3 2x2 connect \"17 0 16, 3, 4 5 6 7\", dense 3",
        "input 1x1x64, conv 96 1x1 groups 16 relu, conv 640 1x1 groups 32",
        "batch 6, input 9x7x3, conv 18 3x3 same relu, aux 0.3 { maxpool 2x2, dense 7 tanh, dense 4, softmax }, conv 5 2x2 gelu, aux 0.2 { "
            + "conv 33 3x3 same, dense 4, softmax }, dense 4, aux 0.5 { softmax }, softmax",
        "input 16x16x48, conv 64 3x3 stride 2 same relu, conv 64 7x7 stride 2 pad 3 relu, dense 100 nobias tanh, dense 97",
        "batch 6, input 9x7x3, conv 18 3x3, batchnorm, relu, batchnorm, maxpool 2x2, residual relu { conv 18 3x3 pad 1, batchnorm, silu }, "
            + "batchnorm, dense 5",
        "input 9x8x5, residual relu { conv 24 3x3 pad 1 relu, conv 24 3x3 pad 1 } shortcut { conv 24 1x1 }, concat { branch { conv 4 1x1 "
            + "tanh } branch { conv 12 3x3 pad 1 relu } branch { maxpool 3x3 stride 1 pad 1 } }, dense 7",
        "algorithm winograd, batch 6, inference_batch 4, input 9x7x3, conv 18 3x3 same relu, conv 33 3x3 pad 1 tanh, residual relu { conv "
            + "33 3x3 pad 1, batchnorm }, conv 17 5x5 pad 2, dense 3",
        "algorithm winograd, input 6x5x4, conv 17 1x1, conv 64 3x3 relu, conv 1 3x3 pad 2 0 1 2, conv 7 5x5 pad 1 3 2 2 tanh, dense 2",
        "batch 64, input 28x28x1, conv 32 3x3 same relu, conv 64 3x3 same relu, maxpool 2x2, conv 96 5x5 pad 2, conv 256 3x3 pad 1, "
            + "dense 3",
        "batch 6, input 7x6x3, conv 16 3x3 same relu, concat { branch { conv 32 1x1 tanh, concat { branch { conv 16 3x3 same gelu } branch "
            + "{ } } } branch { conv 16 5x5 same relu } branch { } branch { conv 5 3x3 same silu } }, batchnorm, residual relu { "
            + "batchnorm, conv 85 1x1, batchnorm }, conv 16 3x3 stride 2 same relu, dense 3, softmax",
        "input 5x7x3, a: conv 16 3x3 same relu, b: conv 24 3x3 same relu from a, c: conv 8 1x1 from a, d: concat c b a c, e: conv 16 3x3 "
            + "same from a, f: add e a, concat d f f b e, conv 2 3x3 same",
        "input 3x3x4, a: conv 16 3x3 relu, b: conv 16 3x3 same from a, c: conv 16 1x1 from a, concat b a c",
    ];

    public static NetworkPlan Of(string statements) => Of(statements, Target.Default);

    public static NetworkPlan Of(string statements, Target target)
    {
        var parsed = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        var result = NetworkChecker.Check(Assert.Single(parsed.Networks));
        Assert.DoesNotContain(result.Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        return Planner.Plan(result.Spec!, target);
    }

    /// <summary>Both passes.</summary>
    public static IEnumerable<ExecutionPlan> Passes(this NetworkPlan plan) => [plan.Inference, plan.Training];

    /// <summary>All steps of a pass, in order.</summary>
    public static IReadOnlyList<StepPlan> Steps(this ExecutionPlan plan) => plan.Phases.SelectMany(phase => phase.Steps).ToArray();
}
