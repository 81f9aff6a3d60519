namespace Cnn.Runtime.Tests;

[Trait("Category", "Numeric")]
public sealed class GradientCheckTests
{
    public static TheoryData<string> Losses => [.. Fitting.Keys];

    private static Dictionary<string, Loss> Fitting { get; } = new()
    {
        ["own"] = new SoftmaxCrossEntropy(),
        ["smoothed and weighted"] = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = [1, 2, 0.5f, 1] },
        ["focal"] = new FocalLoss(),
        ["divergence"] = new KullbackLeiblerDivergence(),
        ["squares"] = new MeanSquaredError(),
        ["absolute"] = new MeanAbsoluteError(),
        ["huber"] = new HuberLoss { Delta = 0.5f },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void RightGradients_Pass(string name)
    {
        GradientCheckResult result = Check(name, factor: null);
        Assert.True(result.Passed, result.ToString());
        result.ThrowIfFailed();
        Assert.All(result.Parameters, parameter => Assert.InRange(parameter.LargestError, 0, 0.005));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void GradientOfTheOppositeSign_IsFound(string name) => AssertFound(Check(name, _ => -1), 0.9, 2.1);

    [Theory]
    [MemberData(nameof(Losses))]
    public void GradientThatIsForgotten_IsFound(string name) => AssertFound(Check(name, _ => 0), 0.999, 1.001);

    [Theory]
    [MemberData(nameof(Losses))]
    public void GradientThatIsOnePercentTooLarge_IsFound(string name) => AssertFound(Check(name, _ => 1.01f), 0.0051, 0.02);

    [Theory]
    [MemberData(nameof(Losses))]
    public void GradientThatIsNoNumber_IsFound(string name)
    {
        GradientCheckResult result = Check(name, channel => channel == 0 ? float.NaN : 1);
        AssertFound(result, double.PositiveInfinity, double.PositiveInfinity);
        Assert.All(result.Parameters, parameter => Assert.Equal(double.NaN, parameter.Worst!.Found));
    }

    // Of four classes: a softmax's entries and its bias's.
    [Theory]
    [InlineData(0, 1.01f)]
    [InlineData(1, 1.5f)]
    [InlineData(3, -1f)]
    [InlineData(3, 0f)]
    public void GradientThatIsWrongInOneClass_IsFoundThere(int wrong, float factor)
    {
        GradientCheckResult result = Check("own", channel => channel == wrong ? factor : 1);
        Assert.False(result.Passed);
        ParameterCheck weight = result.Parameters[0], bias = result.Parameters[1];
        Assert.InRange(weight.Wrong, 1, weight.Checked - 1);
        Assert.True((4, 3, 1) == (bias.Checked, bias.Right, bias.Wrong), result.ToString());
        Assert.Equal([wrong], bias.Worst!.Index);
        Assert.Equal(factor, bias.Worst.Found / bias.Worst.Expected, 2e-3);
    }

    [Fact]
    public void Message_NamesLayerTensorIndexAndBothNumbers()
    {
        GradientCheckResult result = Check("own", channel => channel == 1 ? 1.5f : 1);
        var exception = Assert.Throws<GradientCheckException>(result.ThrowIfFailed);
        Assert.Same(result, exception.Result);
        GradientEntry worst = result.Parameters[1].Worst!;
        string numbers = FormattableString.Invariant(
            $"expected {worst.Expected:G6}, found {worst.Found:G6}, apart by {worst.Error * 100:G3} %.");
        Assert.Contains(
            "TinySoftmax, layer dense1 (dense 4), dense1.bias: 1 of 4 gradients are wrong. The worst is [1]: " + numbers,
            exception.Message);
        Assert.Contains(result.ToString(), exception.Message);
    }

    [Fact]
    public void Table_HasARowForEachTensor()
    {
        string[] lines = Check("own", factor: null).ToString().Split('\n');
        Assert.StartsWith("Gradients of TinySoftmax: passed; loss 2.", lines[0]);
        Assert.EndsWith(", tolerance 0.5 %", lines[0]);
        Assert.StartsWith("parameter      shape   checked  right  wrong  negligible  at kinks  in noise  largest error  worst", lines[1]);
        Assert.StartsWith("dense1.weight  [4, 9]       12     12      0           0         0         0", lines[2]);
        Assert.StartsWith("dense1.bias    [4]           4      4      0           0         0         0", lines[3]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void GivenImages_AreChecked()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        float[] images = Sample.Floats(5 * TinySoftmax.Inputs, 4);
        int[] labels = Sample.Labels(5, TinySoftmax.Classes, 4);
        GradientCheckResult result = GradientCheck.Run(network, images, labels);
        Assert.True(result.Passed, result.ToString());
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(0));
        Assert.Equal(session.ComputeGradients(images, labels), result.Loss, 1e-6);

        TinyRegression regression = TinyRegression.Create(3);
        result = GradientCheck.Run(regression, Sample.Floats(6), Sample.Floats(3, 8));
        Assert.True(result.Passed, result.ToString());
        Assert.Equal((2, 2), (result.Parameters[0].Checked, result.Parameters[0].Right));
    }

    // Of a million, a change of the scale of the noise.
    [Fact]
    public void WhatDrownsInNoise_HasNotPassed_AndSaysSo()
    {
        GradientCheckResult result = GradientCheck.Run(
            TinyRegression.Create(3), Sample.Floats(6), [1e6f, -1e6f, 1e6f], new() { Step = 1e-6 });
        Assert.False(result.Passed);
        Assert.Equal((2, 0), (result.Parameters[0].InNoise, result.Parameters[0].Judged));
        Assert.False(result.Parameters[0].IsDecided);
        Assert.Contains("TinyRegression, layer dense1 (dense 1 nobias), dense1.weight: of 2 gradients only 0 could be judged: "
            + "0 are at kinks, 2 in noise.", Assert.Throws<GradientCheckException>(result.ThrowIfFailed).Message);
    }

    // The outputs are where the loss has its kink.
    [Fact]
    public void WhatIsAtAKink_HasNotPassed_AndSaysSo()
    {
        TinyRegression network = TinyRegression.Create(3);
        network.Parameters[0].CopyFrom([0, 0]);
        GradientCheckResult result = GradientCheck.Run(network, [1, 2], [0f], new() { Loss = new RampLoss() });
        Assert.Equal((2, 0), (result.Parameters[0].AtKinks, result.Parameters[0].Judged));
        Assert.Contains("2 are at kinks", Assert.Throws<GradientCheckException>(result.ThrowIfFailed).Message);
    }

    [Fact]
    public void LossThatNothingChanges_HasNotPassed()
    {
        GradientCheckResult result = GradientCheck.Run(
            TinySoftmax.Create(), Sample.Floats(18), [9, 9], new() { Loss = new SoftmaxCrossEntropy { IgnoredLabel = 9 } });
        Assert.All(result.Parameters, parameter => Assert.Equal(parameter.Checked, parameter.Negligible));
        Assert.False(result.Passed);
        Assert.StartsWith(
            "No gradient of TinySoftmax could be judged", Assert.Throws<GradientCheckException>(result.ThrowIfFailed).Message);
    }

    [Fact]
    public void Network_AndASessionThatTrainsIt_StayAsTheyAre()
    {
        int[] expected = Trained(check: false), found = Trained(check: true);
        Assert.Equal(expected, found);

        static int[] Trained(bool check)
        {
            TinySoftmax network = TinySoftmax.Create(3);
            using TrainingSession<TinySoftmax> session = new(network, new Adam(0.1f));
            for (int step = 0; step < 3; step++)
            {
                session.Step(Sample.Floats(18, (ulong)step), [1, 2]);
                if (!check)
                    continue;
                int[] before = [.. Sample.Bits(network.Parameters.Arena.Span), .. Sample.Bits(session.Gradients[0].ToArray())];
                GradientCheck.Run(network);
                Assert.Throws<OperationCanceledException>(() => GradientCheck.Run(network, cancellation: new(canceled: true)));
                Assert.Throws<DivideByZeroException>(() => GradientCheck.Run(
                    network, new() { Loss = new WrongLoss(new SoftmaxCrossEntropy(), _ => throw new DivideByZeroException()) }));
                int[] after = [.. Sample.Bits(network.Parameters.Arena.Span), .. Sample.Bits(session.Gradients[0].ToArray())];
                Assert.Equal(before, after);
                Assert.Equal(step + 1, session.StepCount);
            }
            return Sample.Bits(network.Parameters.Arena.Span);
        }
    }

    [Fact]
    public void ThreadsChangeNothing_AndTheSeedChangesWhatIsDrawn()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        string one = GradientCheck.Run(network, new() { Threads = 1 }).ToString();
        Assert.Equal(one, GradientCheck.Run(network, new() { Threads = 2 }).ToString());
        Assert.NotEqual(one, GradientCheck.Run(network, new() { Seed = 2 }).ToString());
    }

    [Fact]
    public void Entries_AreTheLargestAndOthers()
    {
        float[] gradient = Sample.Floats(101);
        int[] largest = [.. Enumerable.Range(0, 101).OrderByDescending(i => Math.Abs(gradient[i])).Take(5)];
        int[] found = CheckedEntries.Of(gradient, 10, new RandomKey(3));
        Assert.Equal(10, found.Distinct().Count());
        Assert.Equal(largest.Order(), found.Intersect(largest).Order());
        // Those that are spread come from each fifth, or lie beside one that is taken already.
        int[] others = [.. found.Except(largest)];
        Assert.All(Enumerable.Range(0, 5), i => Assert.InRange(others[i], 101 * i / 5, (101 * (i + 1) / 5) + 5));
        gradient[77] = float.NaN;
        Assert.Contains(77, CheckedEntries.Of(gradient, 2, new RandomKey(3)));
        Assert.Equal(Enumerable.Range(0, 101), CheckedEntries.Of(gradient, 101, new RandomKey(3)));
    }

    [Fact]
    public void WrongOptions_AreClearErrors()
    {
        TinySoftmax network = TinySoftmax.Create();
        Assert.Throws<ArgumentOutOfRangeException>("Entries", () => new GradientCheckOptions { Entries = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Directions", () => new GradientCheckOptions { Directions = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Batch", () => new GradientCheckOptions { Batch = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Threads", () => new GradientCheckOptions { Threads = 0 });
        Assert.Throws<ArgumentNullException>("Frozen", () => new GradientCheckOptions { Frozen = null! });
        foreach (double step in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>("Step", () => new GradientCheckOptions { Step = step });
        foreach (double tolerance in new[] { 0, 1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>("Tolerance", () => new GradientCheckOptions { Tolerance = tolerance });
        Assert.Throws<ArgumentNullException>("network", () => GradientCheck.Run<TinySoftmax>(null!));
        AssertArgument("A step of TinySoftmax takes 1 to 8 instances; Batch is 9.", () => GradientCheck.Run(network, new() { Batch = 9 }));
        AssertArgument("A step of NormedSoftmax takes 2 to 8 instances; Batch is 1.",
            () => GradientCheck.Run(NormedSoftmax.Create(), new() { Batch = 1 }));
        AssertArgument("MeanSquaredError does not fit TinySoftmax",
            () => GradientCheck.Run(network, new() { Loss = new MeanSquaredError() }));
        AssertArgument("names no parameter", () => GradientCheck.Run(network, new() { Frozen = ["none*"] }));
        AssertArgument("Batch is how many images are drawn", () => GradientCheck.Run(network, Sample.Floats(9), [0], new() { Batch = 1 }));
        AssertArgument("labels[0] is 4", () => GradientCheck.Run(network, Sample.Floats(9), [4]));
        AssertArgument("Targets must be finite", () => GradientCheck.Run(TinyRegression.Create(), [1, 2], [float.NaN]));
        AssertArgument("images", () => GradientCheck.Run(network, Sample.Floats(8), [0]));
        AssertInvalid("over float targets", () => GradientCheck.Run(TinyRegression.Create(), [1, 2], [0]));
        AssertInvalid("The loss of TinyRegression is NaN", () => GradientCheck.Run(TinyRegression.Create(), [float.NaN, 2], [0f]));
        AssertInvalid("is declared for predictions only", () => GradientCheck.Run(PredictingSoftmax.Create()));
        AssertInvalid("TinyNorm cannot be checked", () => GradientCheck.Run(TinyNorm.Create()));
    }

    private static void AssertArgument(string message, Action check) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(check).Message);

    private static void AssertInvalid(string message, Action check) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(check).Message);

    private static void AssertFound(GradientCheckResult result, double least, double most)
    {
        Assert.False(result.Passed);
        Assert.Throws<GradientCheckException>(result.ThrowIfFailed);
        Assert.All(result.Parameters, parameter =>
        {
            Assert.True(parameter.Wrong > 0, result.ToString());
            Assert.InRange(parameter.LargestError, least, most);
        });
    }

    // A loss of numbers on the regression, all others on the classes.
    private static GradientCheckResult Check(string name, Func<int, float>? factor)
    {
        Loss loss = Fitting[name];
        bool isOfClasses = loss.FormsFor(OutputFunction.Softmax) != TargetForms.None;
        GradientCheckOptions options = new() { Loss = factor is null ? loss : new WrongLoss(loss, factor) };
        return isOfClasses ? GradientCheck.Run(TinySoftmax.Create(3), options) : GradientCheck.Run(TinyRegression.Create(3), options);
    }

    /// <summary>max(0, y) of one output.</summary>
    private sealed class RampLoss : Loss
    {
        internal override TargetForms FormsFor(OutputFunction output) => TargetForms.Values;

        internal override float Compute(
            ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
            float scale)
        {
            gradient = outputs > 0 ? scale : 0;
            return Math.Max(0, outputs);
        }
    }
}
