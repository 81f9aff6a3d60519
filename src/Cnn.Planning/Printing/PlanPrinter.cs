namespace Cnn.Planning;

/// <summary>Which passes of a plan are printed.</summary>
[Flags]
public enum PrintedPasses
{
    /// <summary>The prediction.</summary>
    Inference = 1,

    /// <summary>The training step.</summary>
    Training = 2,

    /// <summary>Both.</summary>
    All = Inference | Training,
}

/// <summary>
/// Prints plans for people: what runs, in which order, by which algorithm and why, what lives when, and where everything lies.
/// </summary>
public static class PlanPrinter
{
    /// <summary>
    /// The whole plan: its layers and parameters, and then each pass with its decisions, its steps, the lives of its tensors, and its
    /// memory.
    /// </summary>
    /// <param name="plan">The plan, with its kernels.</param>
    /// <param name="passes">The passes; a pass that the network does not have is left out.</param>
    /// <param name="log">What the planner told as it made the plan; null where nobody asked.</param>
    public static string Print(NetworkPlan plan, PrintedPasses passes = PrintedPasses.All, PlanLog? log = null)
    {
        var lines = new List<string>(LayerSection.Lines(plan));
        if ((passes & PrintedPasses.Inference) != 0)
            lines.AddRange(Pass(plan.Inference, "Prediction", log?.Inference, SessionMemory.Inference(plan)));
        if ((passes & PrintedPasses.Training) != 0 && plan.TrainingIfAny is { } training)
            lines.AddRange(Pass(training, "Training step", log?.Training, SessionMemory.Training(plan)));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The arena: its size, and the tensors of a slot with their offsets.</summary>
    /// <param name="plan">The pass.</param>
    /// <param name="element">What the values of tensors are.</param>
    /// <param name="withTensors">Whether the tensors are wanted.</param>
    public static IEnumerable<string> Arena(ExecutionPlan plan, ElementType element, bool withTensors)
    {
        yield return Invariant.Format(
            $"Arena: {plan.SharedFloats} shared floats, then a slot of {plan.SlotFloats} floats for each instance; ")
            + Invariant.Format($"{plan.ArenaFloats * element.Bytes} bytes in all.");
        yield return Invariant.Format(
            $"No layout makes a slot smaller than {plan.LiveFloats} floats, the largest sum of tensors that live together.")
            + (withTensors ? " A slot holds:" : "");
        if (!withTensors) yield break;
        foreach (var tensor in plan.Tensors.Where(tensor => tensor.LastStep >= 0).OrderBy(tensor => tensor.Offset))
        {
            string slice = tensor.Parent is { } parent ? ", a slice of " + plan.Tensor(parent).Name : "";
            yield return Invariant.Format($"  {tensor.Offset,9}  {tensor.Geometry,-32} {tensor.Name}{slice}");
        }
    }

    private static IEnumerable<string> Pass(ExecutionPlan pass, string title, IReadOnlyList<PlanLogLine>? told, SessionMemory memory)
    {
        string heading = Invariant.Format($"{title}, batch {pass.Batch}");
        IEnumerable<string>[] sections =
        [
            DecisionSection.Lines(told ?? []), StepSection.Lines(pass), TensorSection.Lines(pass), LifetimeChart.Lines(pass),
            MemorySection.Lines(pass, memory),
        ];
        var separated = sections.Where(section => section.Any()).SelectMany(section => section.Prepend(""));
        return ["", heading, new string('=', heading.Length), .. separated];
    }
}
