namespace Cnn.Planning.Tests;

/// <summary>
/// An independent check of what steps say that they read and write: one instance's slot and the shared part are followed line by line, from
/// the steps and the tensors' places alone, without the lives that the layout was made of.
/// </summary>
internal sealed class DataflowCheck
{
    private const int Line = TensorGeometry.Lanes, Nobody = -1;

    private readonly ExecutionPlan _pass;
    private readonly int[] _slot, _shared;

    private DataflowCheck(ExecutionPlan pass)
    {
        _pass = pass;
        _slot = new int[pass.SlotFloats / Line];
        _shared = new int[pass.SharedFloats / Line];
        Array.Fill(_slot, Nobody);
        Array.Fill(_shared, Nobody);
    }

    /// <summary>
    /// Nothing is read before it is written, and nothing that is still to be read is overwritten: whatever a step reads was written as what
    /// it is read as, and by nobody since.
    /// </summary>
    public static void WhatIsRead_WasWrittenAndIsStillThere(ExecutionPlan pass) =>
        new DataflowCheck(pass).Run(step => step.Operands, leaveAlone: true);

    /// <summary>
    /// The same, where one step forgets an operand: it does not write what it should, and whatever nobody seems to need any more is
    /// overwritten at once, as a layout might have it.
    /// </summary>
    public static void WhatIsRead_WasWrittenAndIsStillThere(ExecutionPlan pass, StepPlan forgetful, string property) =>
        new DataflowCheck(pass).Run(
        step => step == forgetful ? [.. step.Operands.Where(operand => operand.Property != property)] : step.Operands, leaveAlone: false);

    /// <summary>A pass that is laid out anew, as if one step had forgotten an operand: lives follow from what the others say.</summary>
    public static ExecutionPlan LaidOutWithout(ExecutionPlan pass, StepPlan forgetful, string property)
    {
        var check = new DataflowCheck(pass);
        var lives = new Dictionary<int, (int First, int Last)>();
        int begin = 0;
        foreach (var phase in pass.Phases)
        {
            for (int i = 0; i < phase.Steps.Count; i++)
            {
                // Units of work run in any order.
                int end = phase.Units > 0 ? begin + phase.Steps.Count - 1 : begin + i;
                var known = phase.Steps[i].Operands.Where(operand =>
                    operand.Of.Place == OperandPlace.Slot && (phase.Steps[i] != forgetful || operand.Property != property));
                foreach (int tensor in known.Select(operand => check.Owner(operand.Of)))
                    lives[tensor] = lives.TryGetValue(tensor, out var life) ? (life.First, end) : (begin + i, end);
            }
            begin += phase.Steps.Count;
        }
        var tensors = pass.Tensors.Select((tensor, i) =>
        {
            var (first, last) = lives.GetValueOrDefault(i, (int.MaxValue, -1));
            return tensor with { FirstStep = first, LastStep = check.IsKept(i) ? int.MaxValue : last };
        });
        return pass with { Tensors = SlotLayout.Assign([.. tensors], new(), out long floats), SlotFloats = floats };
    }

    private void Run(Func<StepPlan, IReadOnlyList<StepOperand>> operandsOf, bool leaveAlone)
    {
        var lastUses = leaveAlone ? [] : LastUses(operandsOf);
        foreach (var phase in _pass.Phases)
        {
            if (phase.Units > 0) UnitsLeaveOneAnotherAlone(phase);
            foreach (var step in phase.Steps)
            {
                foreach (var operand in step.Operands.Where(operand => operand.IsRead && IsFollowed(operand.Of)))
                    IsThere(operand.Of, step.Name);
                // Zeros around a map are no values of it.
                foreach (var operand in operandsOf(step).Where(operand => operand.IsWritten && IsFollowed(operand.Of)))
                    Lines(operand.Of).Fill(step is ClearHaloStep ? Nobody : Owner(operand.Of));
                if (phase.Units == 0) Forget(step);
            }
            // Units of work run in any order: what one of them reads must be left alone until the phase is over.
            if (phase.Units > 0) foreach (var step in phase.Steps) Forget(step);
        }
        foreach (var result in Results()) IsThere(result, "whoever reads the results");

        void Forget(StepPlan step)
        {
            foreach (var (operand, _) in lastUses.Where(use => use.Value == step)) Lines(operand).Replace(Owner(operand), Nobody);
        }
    }

    // What no step uses later, and nobody outside reads.
    private Dictionary<Operand, StepPlan> LastUses(Func<StepPlan, IReadOnlyList<StepOperand>> operandsOf)
    {
        var uses = new Dictionary<Operand, StepPlan>();
        foreach (var step in _pass.Phases.SelectMany(phase => phase.Steps))
        foreach (var operand in operandsOf(step).Where(operand => IsFollowed(operand.Of))) uses[WholeOf(operand.Of)] = step;
        foreach (var result in Results()) uses.Remove(result);
        return uses;
    }

    // What is read when the pass is over.
    private IEnumerable<Operand> Results()
    {
        foreach (int kept in Enumerable.Range(0, _pass.Tensors.Count).Where(IsKept)) yield return new TensorRef(kept).AsOperand();
        if (_pass.Output is { } output) yield return output.AsOperand();
        if (_pass.Losses is { } losses) yield return losses.AsOperand();
        if (_pass.LogitsOffset < _pass.SharedFloats)
            yield return new SharedRef((int)_pass.LogitsOffset, _pass.Batch * _pass.LogitsStride).AsOperand();
    }

    private static void UnitsLeaveOneAnotherAlone(PhasePlan phase)
    {
        foreach (var step in phase.Steps)
        {
            Assert.Empty(step.Writes);
            var written = step.Operands.Where(operand => operand.IsWritten && operand.Of.Place == OperandPlace.Shared)
                .Select(operand => operand.Of).ToArray();
            Assert.All(phase.Steps.Where(other => other != step), other =>
                Assert.DoesNotContain(other.Operands, operand => written.Contains(operand.Of)));
        }
    }

    private void IsThere(Operand operand, string reader)
    {
        int strange = Lines(operand).IndexOfAnyExcept(Owner(operand));
        if (strange < 0) return;
        int owner = Lines(operand)[strange];
        Assert.Fail(
            $"{reader} reads {Name(operand.Place, operand.Index)}, "
            + $"{(owner == Nobody ? "which nobody has written" : "where " + Name(operand.Place, owner) + " was written since")}.");
    }

    private string Name(OperandPlace place, int index) =>
        place == OperandPlace.Slot ? _pass.Tensors[index].Name : $"the shared stretch at {index}";

    private bool IsKept(int tensor) => _pass.Tensors[tensor].LastStep == int.MaxValue && _pass.Tensors[tensor].FirstStep < int.MaxValue;

    private Span<int> Lines(Operand operand) => operand.Place == OperandPlace.Slot
        ? _slot.AsSpan(_pass.Tensors[operand.Index].Offset / Line, (int)(_pass.Tensors[operand.Index].Geometry.Floats / Line))
        : _shared.AsSpan(operand.Index / Line, (int)(TensorGeometry.WholeLines(operand.Floats) / Line));

    private int Owner(Operand operand) => WholeOf(operand).Index;

    private Operand WholeOf(Operand operand)
    {
        if (operand.Place != OperandPlace.Slot) return operand;
        var tensor = new TensorRef(operand.Index);
        while (_pass.Tensor(tensor).Parent is { } parent) tensor = parent;
        return tensor.AsOperand();
    }

    // Parameters, and what a model prepares of them, are there before a pass begins; which gradients are written is MemoryCheck's.
    private static bool IsFollowed(Operand operand) => operand.Place is OperandPlace.Slot or OperandPlace.Shared;
}
