namespace Cnn.Planning.Tests;

public class PlanPrinterTests
{
    private static readonly NetworkPlan s_plan = Plans.Of("batch 4, input 6x6x1, conv 2 3x3 same tanh, maxpool 2x2, dense 3, softmax");

    private static readonly string s_printed = PlanPrinter.Print(s_plan);

    [Fact]
    public void Plan_BeginsWithItsLayers() => Assert.StartsWith(
        """
        Network Net: 77 parameters, 702 multiply-adds an instance
        Batch 4, inference batch 1

        Layers (steps of a prediction + of a training step; a layer without steps is part of a neighbour, or nothing)
          layer
        """,
        s_printed, StringComparison.Ordinal);

    [Fact]
    public void Parameters_HaveTheirPlaces() => Assert.Contains("  144      16  conv1.bias\n", s_printed, StringComparison.Ordinal);

    [Fact]
    public void Steps_SayWhatTheyReadAndWriteAndDoAsTheyStore()
    {
        Assert.Matches(@"\n +\d+ +Conv1Forward +\w+ +input -> conv1\n +as it stores: Tanh\n", s_printed);
        Assert.Matches(@"\n +\d+ +Dense1Forward +Contraction +pool1 -> dense1\n +kernel \w+, tiles \d+x16 \(512 bits\), ", s_printed);
        Assert.Matches(@"\n +\d+ +Pool1Backward +\w+ +d pool1, .* -> d conv1\n +as it stores: times the derivative of Tanh\n", s_printed);
    }

    [Fact]
    public void Sum_IsNamedWhereItIsAdded()
    {
        string printed = PlanPrinter.Print(Plans.Of("input 8x8x3, a: conv 4 1x1, b: conv 4 1x1 from input, s: add a b relu, dense 2"));
        Assert.Matches(@"\n +\d+ +BForward +Contraction +input, a -> s\n +as it stores: adds a, Relu\n", printed);
        printed = PlanPrinter.Print(Plans.Of("input 8x8x3, a: conv 4 1x1, b: batchnorm, s: add a b relu, dense 2"));
        Assert.Matches(@"\n +\d+ +BForward +ChannelAffine +a -> s\n +as it stores: adds a, Relu\n", printed);
        Assert.Matches(@"\n +\d+ +BForward +Normalize +a -> s\n +as it stores: adds a, Relu\n", printed);
    }

    [Fact]
    public void OnePass_IsPrintedWithoutTheOther()
    {
        Assert.DoesNotContain("\nTraining step", PlanPrinter.Print(s_plan, PrintedPasses.Inference), StringComparison.Ordinal);
        Assert.DoesNotContain("\nPrediction", PlanPrinter.Print(s_plan, PrintedPasses.Training), StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_ArePrintedOfThePassThatTheyAreOf()
    {
        Assert.DoesNotContain("Decisions", s_printed, StringComparison.Ordinal);
        var spec = Plans.Of("input 8x8x3, c: conv 4 3x3, b: batchnorm, d: conv 4 3x3, dense 2").Spec;
        var log = new PlanLog();
        var plan = Planner.Plan(spec, log);
        const string Joined = "\n  graph  b  needs no tensor: it is nothing, or part of 'c'\n";
        // Only a prediction's batch norm is part of the convolution before it.
        Assert.Contains(Joined, PlanPrinter.Print(plan, PrintedPasses.Inference, log), StringComparison.Ordinal);
        Assert.DoesNotContain(Joined, PlanPrinter.Print(plan, PrintedPasses.Training, log), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void ReasonsOfAlgorithms_StandAtTheSteps(string statements)
    {
        var log = new PlanLog();
        var plan = Planner.Plan(Plans.Of(statements).Spec, log);
        foreach (var (pass, lines) in new[] { (PrintedPasses.Inference, log.Inference), (PrintedPasses.Training, log.Training) })
        {
            string printed = PlanPrinter.Print(plan, pass);
            foreach (var line in lines.Where(line => line.Pass == "algorithms"))
            {
                string reason = line.Text[(line.Text.IndexOf(": ", StringComparison.Ordinal) + 2)..];
                Assert.Contains("because: " + reason, printed, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Chart_HasALineForEachTensorAndAColumnForEachStep()
    {
        var pass = Plans.Of("batch 4, input 6x6x1, conv 2 3x3 tanh, maxpool 2x2, dense 3, softmax").Inference;
        // Copy, convolution, pooling, dense layer, output.
        Assert.Equal(5, pass.Steps().Count);
        Assert.Equal(
            ["  step    0", "  input   wr...", "  conv1   .wr..", "  pool1   ..wr.", "  dense1  ...wr"], LifetimeChart.Lines(pass).Skip(1));
    }

    [Fact]
    public void Tensors_StandInTheOrderOfMemory()
    {
        var pass = Plans.Of("batch 4, input 6x6x1, conv 2 3x3 tanh, maxpool 2x2, dense 3, softmax").Inference;
        string[] lines = [.. TensorSection.Lines(pass)];
        Assert.Matches("^ +0 +256 +.* 1-2  conv1$", lines[2]);
        Assert.Equal(
            pass.Tensors.Select(tensor => tensor.Offset).Order().Select(offset => Invariant.Count(offset)),
            lines.Skip(2).Select(line => line.Trim().Split(' ')[0]));
    }

    [Fact]
    public void Concatenation_LivesAsLongAsItsSlices()
    {
        const string Statements = "inference_only, input 4x4x3, concat { branch { a: conv 16 1x1 } branch { b: conv 16 1x1 } }, dense 2";
        var pass = Plans.Of(Statements).Inference;
        Assert.Contains("  concat1  .--r.", LifetimeChart.Lines(pass));
        string slice = Assert.Single(TensorSection.Lines(pass), line => line.Contains("  a, ", StringComparison.Ordinal));
        Assert.EndsWith("    1  a, a slice of concat1", slice, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_OfALongPass_HasAColumnForSeveralSteps()
    {
        var plan = Plans.Of("batch 2, input 8x8x1, " + string.Join(", ", Enumerable.Repeat("conv 2 3x3 same silu", 40)) + ", dense 2");
        string[] chart = [.. LifetimeChart.Lines(plan.Training)];
        Assert.Matches(@"\(a column is \d+ steps;", chart[0]);
        Assert.All(chart, line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public void Memory_IsWhatASessionTakes() => Assert.Contains(
        $"A session on one thread takes {MemorySize.Format(SessionMemory.Training(s_plan).Total)}\n", s_printed, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void EveryPlan_IsPrinted(string statements)
    {
        var log = new PlanLog();
        var plan = Planner.Plan(Plans.Of(statements).Spec, log);
        string[] lines = PlanPrinter.Print(plan, log: log).Split('\n');
        foreach (var step in plan.Passes().SelectMany(pass => pass.Steps()))
            Assert.Contains(lines, line => line.Contains($" {step.Name} ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.EndsWith(' '));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
    }
}
