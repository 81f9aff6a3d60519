namespace Cnn.Planning.Tests;

public class DataflowTests
{
    private const string Norm = "batch 2, input 8x8x32, conv 32 3x3 same relu, lrn, conv 16 1x1 tanh, dense 3";

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    [MemberData(nameof(MemoryTests.LargeNetworks), MemberType = typeof(MemoryTests))]
    [InlineData(Norm)]
    public void WhatIsRead_WasWrittenAndIsStillThere(string statements) => Assert.All(Plans.Of(statements).Passes(), DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere);

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    [MemberData(nameof(MemoryTests.LargeNetworks), MemberType = typeof(MemoryTests))]
    [InlineData(Norm)]
    [InlineData("batch 2, input 10x10x4, conv 8 3x3 relu, lrn size 3 within, avgpool 2x2 trainable scaledtanh, dense 5 tanh, rbf 3")]
    public void EachOperand_IsReadOrWritten(string statements) => Assert.All(Plans.Of(statements).Passes().SelectMany(pass => pass.Steps()), DataflowCheck.EachOperand_IsReadOrWritten);

    // A check that finds nothing proves nothing where it would find nothing anyway.
    [Fact]
    public void StepThatForgetsAnOperand_IsFound()
    {
        var step = Plans.Of(Norm).Training.Steps().OfType<LocalResponseNormBackwardStep>().Single();
        DataflowCheck.EachOperand_IsReadOrWritten(step);
        var thrown = Assert.ThrowsAny<Exception>(() => DataflowCheck.EachOperand_IsReadOrWritten(new ForgetfulStep(step.Name, step.Layer, step.Input, step.From, step.To)));
        Assert.Contains("ForgetfulStep.Input is neither read nor written.", thrown.Message, StringComparison.Ordinal);
    }

    // As if the layout did not know that the way back through the normalisation reads what was normalised: its place is free once everybody else has read it.
    [Fact]
    public void OperandThatTheLayoutDoesNotKnow_IsFound()
    {
        var pass = Plans.Of(Norm).Training;
        var step = pass.Steps().OfType<LocalResponseNormBackwardStep>().Single();
        var tensors = pass.Tensors.Select((tensor, i) => i == step.Input ? tensor with { LastStep = tensor.FirstStep + 1 } : tensor).ToArray();
        var laidOut = pass with { Tensors = SlotLayout.Assign(tensors, new(), out long floats), SlotFloats = floats };
        var thrown = Assert.ThrowsAny<Exception>(() => DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(laidOut));
        Assert.Matches(@"reads conv1, where .* was written since", thrown.Message);
    }

    [Fact]
    public void StepThatIsMissing_IsFound()
    {
        var pass = Plans.Of(Norm).Inference;
        var phases = pass.Phases.Select(phase => phase with { Steps = phase.Steps.Where(step => step.Name != "Conv1Forward").ToEquatableArray() }).Where(phase => phase.Steps.Count > 0);
        var thrown = Assert.ThrowsAny<Exception>(() => DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass with { Phases = phases.ToEquatableArray() }));
        Assert.Contains("reads conv1, which nobody has written", thrown.Message, StringComparison.Ordinal);
    }

    private sealed record ForgetfulStep(string Name, string Layer, int Input, int From, int To) : StepPlan(Name, Layer)
    {
        public override IEnumerable<int> Reads => [From];

        public override IEnumerable<int> Writes => [To];
    }
}
