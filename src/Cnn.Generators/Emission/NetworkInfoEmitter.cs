using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the facts that sessions and tools read: the network's table, its tensors, its batch norms and its passes.</summary>
internal sealed class NetworkInfoEmitter(CodeWriter writer, TypeShell shell, NetworkPlan plan)
{
    // A table that is longer is written in methods of so many rows: in one, it would grow past what the just-in-time compiler optimises.
    private const int MostRows = 256;

    private readonly List<(string Name, string Type, IReadOnlyList<string> Rows)> _long = [];

    public static void Emit(CodeWriter writer, TypeShell shell, NetworkPlan plan) => new NetworkInfoEmitter(writer, shell, plan).Emit();

    /// <summary>The shape as an expression.</summary>
    public static string Construct(TensorShape shape) =>
        Invariant.Format($"new global::Cnn.TensorShape({shape.Height}, {shape.Width}, {shape.Channels})");

    private void Emit()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static global::Cnn.NetworkInfo Info => Facts.Info;");
        writer.Line();
        writer.Line(
            "// A class of its own, so that a static field of the user's part may already make a network: the order of a class's own "
                + "fields is not defined across its parts.");
        using (writer.Block("private static class Facts"))
            Facts();
        writer.Line();
    }

    private void Facts()
    {
        using (writer.Value("internal static readonly global::Cnn.NetworkInfo Info = new global::Cnn.NetworkInfo", ";"))
        {
            writer.Line($"Name = {CodeWriterExtensions.Literal(plan.Spec.Name)},");
            writer.Line($"Input = {Construct(plan.Spec.Input)},");
            if (plan.Spec.TakesBytes) writer.Line("TakesBytes = true,");
            if (plan.Spec.Normalization is { Mean.Count: > 0 } normalization)
            {
                writer.Line($"Mean = new float[] {{ {Floats(normalization.Mean)} }},");
                writer.Line($"Deviation = new float[] {{ {Floats(normalization.Deviation)} }},");
            }
            writer.Line($"Output = {Construct(plan.Spec.Output)},");
            writer.Line($"OutputFunction = {LossExpression.Function(plan.Spec.Loss.End)},");
            writer.Line($"Loss = {LossExpression.Of(plan.Spec.Loss)},");
            if (plan.Spec.Trains && !OptimizerExpression.IsDefault(plan.Spec.Optimizer))
                writer.Line($"CreateOptimizer = static () => {OptimizerExpression.Of(plan.Spec.Optimizer)},");
            if (plan.Spec.TrainingBudget is { } budget)
                writer.Code($"TrainingBudget = new global::Cnn.TrainingBudget({SessionMemory.Training(plan).Total}, {budget}),");
            bool[] leadsToOutput = MainNetwork.LeadsToOutput(plan.Spec.Layers);
            Table("Layers", "LayerInfo", plan.Spec.Layers.Select((layer, i) => Layer(layer, leadsToOutput[i])).ToArray());
            Table("Parameters", "ParameterInfo", plan.Parameters.Select(Parameter).ToArray());
            if (plan.Widths != Target.Default.Widths)
                writer.Line(
                    $"VectorWidths = new int[] {{ {string.Join(", ", plan.Widths.Select(width => Invariant.Format($"{width.Bits}")))} }},");
            writer.Code($"TrainableFloats = {plan.TrainableFloats},");
            writer.Code($"ParameterFloats = {plan.ParameterFloats},");
            if (plan.Folds.Count > 0) Table("Folds", "BatchNormFold", plan.Folds.Select(Fold).ToArray());
            if (plan.Inference.Prepared.Count > 0) Table("Prepared", "PreparedWeights", plan.Inference.Prepared.Select(Prepared).ToArray());
            if (plan.Inference.PreparedFloats > 0) writer.Code($"PreparedFloats = {plan.Inference.PreparedFloats},");
            Pass("Inference", plan.Inference);
            if (plan.TrainingIfAny is { } training) Pass("Training", training);
            string[] norms = [.. plan.Spec.VectorNorms.Select(norm => CodeWriterExtensions.Literal(norm.Name))];
            if (norms.Length > 0) writer.Line($"VectorNorms = new string[] {{ {string.Join(", ", norms)} }},");
        }
        foreach (var (name, type, rows) in _long) Rows(name, type, rows);
    }

    private static string Floats(EquatableArray<double> values) =>
        string.Join(", ", values.Select(value => CodeWriterExtensions.Literal((float)value)));

    private void Table(string property, string type, IReadOnlyList<string> rows)
    {
        if (rows.Count > MostRows)
        {
            writer.Line($"{property} = {Deferred(property, type, rows)},");
            return;
        }
        using (writer.Value($"{property} = new global::Cnn.{type}[]", ","))
            foreach (string row in rows) writer.Line(row + ",");
    }

    private string Deferred(string table, string type, IReadOnlyList<string> rows)
    {
        _long.Add((table, type, rows));
        return table + "()";
    }

    private void Rows(string name, string type, IReadOnlyList<string> rows)
    {
        writer.Line();
        using (writer.Open($"private static global::Cnn.{type}[] {name}()"))
        {
            writer.Code($"var rows = new global::Cnn.{type}[{rows.Count}];");
            for (int first = 0; first < rows.Count; first += MostRows) writer.Code($"{name}{first / MostRows}(rows);");
            writer.Line("return rows;");
        }
        for (int first = 0; first < rows.Count; first += MostRows)
        {
            writer.Line();
            using (writer.Open($"private static void {name}{first / MostRows}(global::Cnn.{type}[] rows)"))
                for (int i = first; i < Math.Min(first + MostRows, rows.Count); i++) writer.Code($"rows[{i}] = {rows[i]};");
        }
    }

    private static string Layer(LayerSpec layer, bool leadsToOutput)
    {
        string name = CodeWriterExtensions.Literal(layer.Name), description = CodeWriterExtensions.Literal(layer.Description);
        return Invariant.Format(
            $"new global::Cnn.LayerInfo({name}, {description}, {Construct(layer.Output)}, {layer.ParameterCount}, "
            + $"{layer.MultiplyAdds}{(leadsToOutput ? "" : ", IsAuxiliary: true")})");
    }

    private static string Parameter(ParameterPlan parameter)
    {
        var spec = parameter.Spec;
        string orders = Order("mapOrder", spec.MapOrder) + Order("channelOrder", spec.ChannelOrder);
        string end = (parameter.IsAuxiliary ? ", isAuxiliary: true" : "") + orders + ")";
        string factory = spec.IsVector ? "Vector" : spec.Role.ToString();
        string begin = Invariant.Format(
            $"global::Cnn.ParameterInfo.{factory}({CodeWriterExtensions.Literal(parameter.Name)}, {parameter.Offset}, {spec.Maps}");
        var initial = parameter.Initial;
        if (spec.IsVector) return begin
            + $", {CodeWriterExtensions.Literal(initial.Value)}, isTrainable: {(spec.IsTrainable ? "true" : "false")}{end}";
        if (spec.Role == ParameterRole.Codes) return begin + Invariant.Format($", {spec.Channels}") + end;
        string scale = CodeWriterExtensions.Literal(initial.Scale), normal = initial.IsNormal ? "true" : "false";
        string further = (initial.IsOrthogonal ? ", initialIsOrthogonal: true" : "")
            + (initial.Value == 0 ? "" : ", initialValue: " + CodeWriterExtensions.Literal(initial.Value))
            + (spec.IsDepthwise ? ", isDepthwise: true" : "");
        return begin + Invariant.Format($", {spec.Channels}, {spec.Rows}, {spec.Columns}, {scale}, {normal}{Connections(spec)}")
            + further + end;
    }

    private static string Order(string argument, ElementOrder order)
    {
        string numbers = string.Join(", ", order.Segments.Select(segment => Invariant.Format($"{segment.Pixels}, {segment.Channels}")));
        return order.IsPlain ? "" : $", {argument}: new int[] {{ {numbers} }}";
    }

    // A depth-wise kernel lies in memory like one of a single channel.
    private static string Connections(ParameterSpec spec)
    {
        if (spec.Table.Count > 0)
            return ", new int[][] { "
                + string.Join(
                    ", ", spec.Table.Select(
                        channels => "new int[] { " + string.Join(", ", channels.Select(channel => Invariant.Format($"{channel}"))) + " }"))
                            + " }";
        return spec.Groups == 1 || spec.IsDepthwise ? "" : Invariant.Format($", {spec.Groups}");
    }

    private static string Fold(FoldPlan fold) =>
        Invariant.Format(
            $"new global::Cnn.BatchNormFold({fold.Weight ?? -1}, {fold.Bias ?? -1}, {fold.Gamma}, {fold.Beta}, {fold.Mean}, "
                + $"{fold.Variance}, ")
        + CodeWriterExtensions.Literal((float)fold.Epsilon) + ")";

    private string Prepared(PreparedWeights weights)
    {
        int position = plan.Parameters.ToList().FindIndex(parameter => parameter.Name == weights.Weight.Name);
        return Invariant.Format(
            $"new global::Cnn.PreparedWeights({position}, {weights.Form.Kernel}, {weights.Form.Tile}, {weights.Offset})");
    }

    private void Pass(string name, ExecutionPlan pass)
    {
        var phases = pass.Phases.Select(Phase).ToArray();
        writer.Line($"{name} = new global::Cnn.PassInfo(");
        writer.Code($"\t{pass.Batch}, {pass.ArenaFloats},");
        if (phases.Length > MostRows)
        {
            writer.Line($"\t{Deferred(name + "Phases", "PhaseInfo", phases)},");
        }
        else
        {
            writer.Line("\tnew global::Cnn.PhaseInfo[]");
            writer.Line("\t{");
            foreach (string phase in phases) writer.Line($"\t\t{phase},");
            writer.Line("\t},");
        }
        writer.Code(
            $"\t{pass.Output?.Offset ?? -1}, {pass.LogitsOffset}, {pass.LogitsStride}, {pass.Losses?.Offset ?? -1}, "
            + $"{pass.ScratchFloats}{(pass.IsSplit ? Invariant.Format($", {pass.Stages().Count()}") : "")})"
            + $"{(pass.IsTraining ? $" {{ Map = {PassEmitter.MapOf(shell)} }}" : "")},");
    }

    private static string Phase(PhasePlan phase) => Invariant.Format(
        $"new global::Cnn.PhaseInfo({CodeWriterExtensions.Literal(phase.Name)}, "
            + $"global::Cnn.PhaseCut.{(phase.Units > 0 ? "Units" : phase.IsShared ? "Shared" : "Instances")}, {phase.Units})");
}
