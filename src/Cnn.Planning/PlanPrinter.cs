using System.Text;

namespace Cnn.Planning;

/// <summary>Prints plans for people: what runs, in which order, with which tiles, and where everything lies.</summary>
public static class PlanPrinter
{
    /// <summary>The whole plan.</summary>
    public static string Print(NetworkPlan plan)
    {
        var text = new StringBuilder();
        Line(text, $"{plan.Spec.Name}: {Invariant.Count(plan.Spec.ParameterCount)} parameters in {plan.ParameterFloats} floats");
        foreach (var parameter in plan.Parameters)
            Line(text, $"  {parameter.Offset,9}  {parameter.Name}");
        Print(text, "inference", plan.Inference);
        if (plan.TrainingIfAny is { } training) Print(text, "training", training);
        return text.ToString();
    }

    /// <summary>The arena: its size, and the tensors of a slot with their offsets.</summary>
    public static IEnumerable<string> Arena(ExecutionPlan plan)
    {
        yield return Invariant.Format($"Arena: {plan.SharedFloats} shared floats, then a slot of {plan.SlotFloats} floats for each instance; {plan.ArenaFloats * 4} bytes in all.");
        yield return Invariant.Format($"No layout makes a slot smaller than {plan.LiveFloats} floats, the largest sum of tensors that live together. A slot holds:");
        foreach (var tensor in plan.Tensors.Where(tensor => tensor.LastStep >= 0).OrderBy(tensor => tensor.Offset))
            yield return Invariant.Format($"  {tensor.Offset,9}  {tensor.Geometry,-32} {tensor.Name}{(tensor.Parent < 0 ? "" : ", a slice of " + plan.Tensors[tensor.Parent].Name)}");
    }

    private static void Print(StringBuilder text, string pass, ExecutionPlan plan)
    {
        Line(text, $"{pass}, batch {plan.Batch}");
        foreach (string line in Arena(plan)) Line(text, $"  {line}");
        foreach (var phase in plan.Phases)
        {
            Line(text, $"  {phase.Name}{(phase.Units > 0 ? Invariant.Format($", {phase.Units} units") : "")}:");
            foreach (var step in phase.Steps) Step(text, plan, step);
        }
    }

    private static void Step(StringBuilder text, ExecutionPlan plan, StepPlan step)
    {
        string tensors = string.Join(", ", step.Tensors.Select(tensor => plan.Tensor(tensor).Name));
        Line(text, $"    {step.Name}({tensors})");
        switch (step)
        {
            case ContractionStep contraction:
                if (contraction.Reason.Length > 0) Line(text, $"      direct: {contraction.Reason}");
                foreach (var part in contraction.Parts) Tiles(text, part);
                break;
            case WinogradStep winograd:
                Line(text, $"      {winograd.Reason}");
                Tiles(text, winograd.Product!);
                break;
            case WinogradGradientStep winograd:
                Line(text, $"      {winograd.Reason}");
                Tiles(text, winograd.Product!);
                break;
        }
    }

    private static void Tiles(StringBuilder text, ContractionPart part)
    {
        string tiles = string.Join(", ", part.Plan.Tiles.Select(tile => Invariant.Format($"{tile.Width.Bits}: {tile.RowCount}x{tile.Columns * TensorGeometry.Lanes}")));
        Line(text, $"      {part.Kernel}  {tiles}");
    }

    private static void Line(StringBuilder text, ref InvariantStringHandler line) => text.Append(Invariant.Format(ref line)).Append('\n');
}
