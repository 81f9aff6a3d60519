using System.Globalization;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// A training pass as text: its tensors, and what each step reads and writes. Sessions read it where parameters are frozen, and where the
/// first number that is not finite is looked for; <c>Cnn.PassMap</c> of the runtime says what the lines mean.
/// </summary>
/// <remarks>It is one string, because objects would be code that runs, and is compiled, in every program.</remarks>
internal static class StepMap
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(NetworkPlan network, ExecutionPlan plan)
    {
        int[] numbers = new int[plan.Tensors.Count];
        int next = 0;
        // What no step touches has no line.
        for (int i = 0; i < numbers.Length; i++) numbers[i] = plan.Tensors[i].LastStep >= 0 ? next++ : -1;
        foreach (var tensor in plan.Tensors.Where(tensor => tensor.LastStep >= 0))
            yield return Tensor(tensor, tensor.Parent is { } parent ? numbers[parent.Index] : -1);
        var layers = Positions(network.Spec.Layers.Select(layer => layer.Name), StringComparer.Ordinal);
        var parameters = Positions(network.Parameters.Select(parameter => parameter.Offset), EqualityComparer<int>.Default);
        foreach (var phase in plan.Phases)
        {
            yield return "phase";
            foreach (var step in phase.Steps)
            {
                bool isNorm = step is BatchStatisticsStep;
                var operands = step.Operands
                    .Where(operand => isNorm || operand.IsWritten || operand.Of.Place is OperandPlace.Slot or OperandPlace.Shared)
                    .Select(operand => Operand(operand, numbers, parameters));
                yield return string.Join(" ", operands.Prepend(Head(step, layers[step.Layer])));
            }
        }
    }

    private static Dictionary<T, int> Positions<T>(IEnumerable<T> values, IEqualityComparer<T> comparer) =>
        values.Select((value, i) => (value, i)).ToDictionary(pair => pair.value, pair => pair.i, comparer);

    private static string Tensor(TensorPlan tensor, int parent)
    {
        var geometry = tensor.Geometry;
        string layout = geometry.Layout switch
        {
            TensorLayout.Blocked => "blocked",
            TensorLayout.Planar => "planar",
            _ => "pixels",
        };
        var (shape, halo) = (geometry.Shape, geometry.Halo);
        string rows = halo.IsNone ? Invariant.Format($"{shape.Height}x{shape.Width}")
            : Invariant.Format($"{halo.Top}+{shape.Height}+{halo.Bottom}x{halo.Left}+{shape.Width}+{halo.Right}");
        string slice = parent < 0 ? "" : Invariant.Format($" in {parent}");
        return Invariant.Format($"{tensor.Offset} {rows}x{shape.Channels} {layout}{slice} : {tensor.Name}");
    }

    private static string Head(StepPlan step, int layer) => Invariant.Format($"{layer}") + step switch
    {
        LossStep => " loss",
        BatchStatisticsStep norm => " norm " + ((float)norm.Epsilon).ToString("G9", CultureInfo.InvariantCulture),
        _ => "",
    } + (step.Units > 0 ? Invariant.Format($" *{step.Units}") : "");

    // Parameters stand for batch norms alone: γ, the running mean and the running variance. Nothing else of a pass changes any.
    private static string Operand(StepOperand operand, int[] tensors, Dictionary<int, int> parameters)
    {
        string access = (operand.IsRead, operand.IsWritten) switch { (true, true) => "=", (true, false) => "<", _ => ">" };
        return operand.Of.Place switch
        {
            OperandPlace.Slot => Invariant.Format($"{access}{tensors[operand.Of.Index]}"),
            OperandPlace.Shared => Invariant.Format($"{access}{operand.Of.Index}+{operand.Of.Floats}"),
            OperandPlace.Gradients => Invariant.Format($"{access}g{parameters[operand.Of.Index]}"),
            _ => Invariant.Format($"{access}p{parameters[operand.Of.Index]}"),
        };
    }
}
