using System.Reflection;

namespace Cnn.Planning.Tests;

public class DataflowTests
{
    private const string Norm = "batch 2, input 8x8x32, conv 32 3x3 same relu, lrn, conv 16 1x1 tanh, dense 3";
    private const string Coefficients =
        "batch 2, input 10x10x4, conv 8 3x3 relu, lrn size 3 within, avgpool 2x2 trainable scaledtanh, pad 1 1 1 1, flatten, dense 5 tanh, "
            + "rbf 3";

    private const string Slopes =
        "batch 6, input 9x7x3, conv 18 3x3 same prelu, maxpool 2x2, prelu shared, residual prelu { conv 18 3x3 pad 1 prelu }, concat { "
            + "branch { conv 16 1x1 prelu } branch { conv 17 3x3 same, prelu shared } }, prelu, conv 5 3x3 pad 1, dense 7 prelu, dense 3";

    // No layout suffers where a step forgets one of these, whatever the network.
    private static readonly Dictionary<string, string> s_unneeded = new(StringComparer.Ordinal)
    {
        ["ActivationBackwardStep.Gradient"] = "It is changed in place, between the step that writes it and those that read it.",
        ["BatchStatisticsStep.From"] = "The step that normalises reads it next.",
        ["BiasGradientStep.Gradient"] = "The gradient of the weights, or of the coefficients, reads it in the same phase.",
        ["ChannelScaleStep.From"] = "The gradients of the coefficients are summed later, and read it.",
        ["ClearHaloStep.Tensor"] = "The step that writes the map comes next; whether zeros are there is MemoryCheck's.",
        ["DotDataGradientStep.From"] = "The gradient of the weights is summed later, and reads it.",
        ["DropoutBackwardStep.Gradient"] = "It is changed in place, between the step that writes it and those that read it.",
        ["NormalizeStep.From"] = "The gradients of the normalisation's coefficients are summed later, and read it.",
        ["NormalizeStep.Statistics"] = "The gradients of the normalisation's coefficients are summed later, and change them.",
        ["ScaleGradientStep.Gradient"] = "The gradient of the bias reads it in the same phase.",
    };

    // Operands that other steps of most networks read later, here alone.
    private static readonly string[] s_alone =
    [
        "batch 2, input 8x8x32, conv 32 1x1, lrn, dense 3",
        "input 6x6x20, conv 16 1x1, maxpool depth 4, dense 3",
        "batch 2, input 5x5x4, batchnorm, conv 8 3x3, dense 3",
        "batch 2, input 5x5x4, x: conv 8 1x1, a: conv 8 1x1 from x, b: conv 8 3x3 same from x, c: batchnorm from b, add c a, dense 3",
        "algorithm winograd, input 5x5x4, x: conv 16 1x1, a: conv 16 1x1 from x, b: conv 16 3x3 same from x, add b a, dense 3",
        "input 1x1x4, dense 5, rbf 3",
    ];

    // Whole numbers of steps that are no operands: counts, and positions in a map.
    private static readonly HashSet<string> s_numbers =
    [
        "Units", "Maps", "MapsOfUnit", "Blocks", "Stream", "Window", "Top", "Left", "Before", "Rows", "Columns", "FirstTile",
            "MostInstances", "ScratchFloats", "FirstChannel", "FirstChannels",
    ];

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    [MemberData(nameof(MemoryTests.LargeNetworks), MemberType = typeof(MemoryTests))]
    [InlineData(Norm)]
    [InlineData(Coefficients)]
    [InlineData(Slopes)]
    public void WhatIsRead_WasWrittenAndIsStillThere(string statements) =>
        Assert.All(Plans.Of(statements).Passes(), DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere);

    // An offset that hides in a whole number would be no operand.
    [Fact]
    public void WholeNumbersOfSteps_AreCounts()
    {
        var steps = typeof(StepPlan).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StepPlan)) && !type.IsAbstract).ToArray();
        var numbers = steps.SelectMany(step => step.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(int) || property.PropertyType == typeof(int?)
                || property.PropertyType == typeof(EquatableArray<int>)));
        Assert.Equal(s_numbers.Order(StringComparer.Ordinal),
            numbers.Select(property => property.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OperandsThatDoNotSayWhatHappensToThem_AreNoOperands()
    {
        var thrown = Assert.ThrowsAny<Exception>(() => new VagueStep("Vague", "vague", new(0)).Operands);
        Assert.Contains("VagueStep.From does not say whether it is read or written.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operands_AreTheStepsProperties()
    {
        var step = Plans.Of(Norm).Training.Steps().OfType<LocalResponseNormBackwardStep>().Single();
        Assert.Equal(
            [("Input", true, false), ("From", true, false), ("To", false, true), ("Squares", false, true), ("Ratios", false, true)],
            step.Operands.Select(operand => (operand.Property, operand.IsRead, operand.IsWritten)));
        Assert.Equal(["From", "To"], new PassGradientStep("", "", new TensorRef(1).Read(), new TensorRef(2).Sum(accumulates: true))
            .Operands.Where(operand => operand.IsRead).Select(operand => operand.Property));
        Assert.Equal(["From"], new PassGradientStep("", "", new TensorRef(1).Read(), new TensorRef(2).Sum(accumulates: false))
            .Operands.Where(operand => operand.IsRead).Select(operand => operand.Property));
    }

    // Two facts that say the same: the operand of a step, and what its sums begin with.
    [Fact]
    public void SumThatBeginsWithTheResult_Accumulates()
    {
        var accumulating = new List<bool>();
        IEnumerable<string> networks = [.. s_alone, .. ((IEnumerable<object[]>)Plans.Statements).Select(row => (string)row[0])];
        foreach (var step in networks.SelectMany(statements => Plans.Of(statements).Passes()).SelectMany(pass => pass.Steps()))
        {
            var (sum, starts) = step switch
            {
                ContractionStep direct => (direct.C.Accumulates, direct.Parts.Select(part => part.Plan.Start)),
                WinogradStep tiles => (tiles.To.Accumulates, [tiles.Start]),
                _ => (false, []),
            };
            foreach (var start in starts)
            {
                Assert.Equal(sum, start == SumStart.Result);
                accumulating.Add(sum);
            }
        }
        Assert.Contains(true, accumulating);
        Assert.Contains(false, accumulating);
    }

    // A check that finds nothing proves nothing where it would find nothing anyway. Each kind of operand in a slot or in the shared part is
    // forgotten once, by the first step where it matters.
    [Fact]
    public void OperandThatAStepForgets_IsFound()
    {
        HashSet<string> operands = [], found = [];
        IEnumerable<string> networks = [Norm, Coefficients, .. s_alone,
            .. ((IEnumerable<object[]>)Plans.Statements).Select(row => (string)row[0])];
        foreach (var pass in networks.SelectMany(statements => Plans.Of(statements).Passes()))
        foreach (var step in pass.Steps())
        {
            // Nothing is found where nothing is forgotten.
            DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass, step, "");
            DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(DataflowCheck.LaidOutWithout(pass, step, ""));
            foreach (var operand in step.Operands.Where(operand => operand.Of.Place is OperandPlace.Slot or OperandPlace.Shared))
            {
                string name = $"{step.GetType().Name}.{operand.Property}";
                operands.Add(name);
                if (found.Contains(name)) continue;
                var overwritten = Record.Exception(() => DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass, step, operand.Property))
                    ?? Record.Exception(() =>
                        DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(DataflowCheck.LaidOutWithout(pass, step, operand.Property)));
                if (overwritten is not null) found.Add(name);
            }
        }
        Assert.Contains("LocalResponseNormBackwardStep.Input", found);
        Assert.Equal(s_unneeded.Keys.Order(StringComparer.Ordinal), operands.Except(found).Order(StringComparer.Ordinal));
    }

    // As if the layout did not know that the way back through the normalisation reads what was normalised: its place is free once everybody
    // else has read it.
    [Fact]
    public void OperandThatTheLayoutDoesNotKnow_IsFound()
    {
        var pass = Plans.Of(Norm).Training;
        var step = pass.Steps().OfType<LocalResponseNormBackwardStep>().Single();
        var tensors = pass.Tensors.Select((tensor, i) =>
            i == step.Input.Of.Index ? tensor with { LastStep = tensor.FirstStep + 1 } : tensor).ToArray();
        var laidOut = pass with { Tensors = SlotLayout.Assign(tensors, new(), out long floats), SlotFloats = floats };
        var thrown = Assert.ThrowsAny<Exception>(() => DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(laidOut));
        Assert.Matches(@"reads conv1, where .* was written since", thrown.Message);
    }

    [Fact]
    public void StepThatIsMissing_IsFound()
    {
        var pass = Plans.Of(Norm).Inference;
        var phases = pass.Phases.Select(phase =>
            phase with { Steps = phase.Steps.Where(step => step.Name != "Conv1Forward").ToEquatableArray() })
            .Where(phase => phase.Steps.Count > 0);
        var thrown = Assert.ThrowsAny<Exception>(() =>
            DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass with { Phases = phases.ToEquatableArray() }));
        Assert.Contains("reads conv1, which nobody has written", thrown.Message, StringComparison.Ordinal);
    }

    private sealed record VagueStep(string Name, string Layer, TensorRef From) : StepPlan(Name, Layer);
}
