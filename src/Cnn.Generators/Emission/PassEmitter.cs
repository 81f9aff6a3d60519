using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a pass: its phases, straight-line over the steps, and a method for each step.</summary>
internal sealed class PassEmitter
{
    private readonly CodeWriter _writer;
    private readonly NetworkPlan _network;
    private readonly ExecutionPlan _plan;
    private readonly string _pass;

    private PassEmitter(CodeWriter writer, NetworkPlan network, ExecutionPlan plan)
    {
        (_writer, _network, _plan) = (writer, network, plan);
        _pass = plan.IsTraining ? "global::Cnn.TrainingPass" : "global::Cnn.InferencePass";
    }

    public static string Emit(TypeShell shell, NetworkPlan network, ExecutionPlan plan, CancellationToken cancellation)
    {
        var writer = GeneratedFile.Begin(network, [.. Header(plan, network.Target.Element)]);
        string steps = StepsOf(plan);
        using (GeneratedFile.OpenHidden(writer, shell, steps, ShortNames.OfSteps))
            new PassEmitter(writer, network, plan).Steps(steps, cancellation);
        return writer.ToString();
    }

    private static IEnumerable<string> Header(ExecutionPlan plan, ElementType element)
    {
        yield return Invariant.Format(
            $"The {(plan.IsTraining ? "training" : "inference")} pass, for up to {plan.Batch} "
            + $"{(plan.Batch == 1 ? "instance" : "instances")}.");
        foreach (string line in PlanPrinter.Arena(plan, element, withTensors: !plan.IsTraining)) yield return line;
        if (plan.IsTraining) yield return "TrainingSteps.Map has the tensors.";
    }

    /// <summary>Writes what the runtime calls: the methods of the network's class that run a phase, or a stage of one.</summary>
    public static void EmitRun(CodeWriter writer, TypeShell shell, ExecutionPlan plan)
    {
        string name = plan.IsTraining ? "Training" : "Inference", steps = $"global::{shell.CodeNamespace}.{StepsOf(plan)}";
        using (writer.Open(
            $"static void global::Cnn.INetwork<{shell.Name}>.Run{name}(int phase, ref global::Cnn.{name}Pass pass, int begin, int end)"))
        {
            writer.Line(Require(shell));
            using (writer.Block("switch (phase)"))
            {
                for (int i = 0; i < plan.Phases.Count; i++)
                    writer.Code($"case {i}: {steps}.{PhaseMethod(plan.Phases[i])}(ref pass, begin, end); break;");
                writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(phase));");
            }
        }
        if (plan.IsTraining) return;
        writer.Line();
        using (writer.Open(
            $"static void global::Cnn.INetwork<{shell.Name}>.RunInferenceStage(int stage, ref global::Cnn.InferencePass pass, int begin, "
            + $"int end)"))
        {
            if (plan.IsSplit) writer.Line(Require(shell));
            writer.Line(plan.IsSplit
                ? $"{steps}.Stage(stage, ref pass, begin, end);" : "throw new global::System.ArgumentOutOfRangeException(nameof(stage));");
        }
    }

    /// <summary>The training pass as text, as an expression.</summary>
    public static string MapOf(TypeShell shell) => $"global::{shell.CodeNamespace}.TrainingSteps.Map";

    private static string StepsOf(ExecutionPlan plan) => plan.IsTraining ? "TrainingSteps" : "InferenceSteps";

    // Anybody can reach the method through the interface; only a session can make a pass of the network's.
    private static string Require(TypeShell shell) => $"pass.Require(typeof({shell.Name}));";

    private static string PhaseMethod(PhasePlan plan) =>
        string.Concat(plan.Name.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    // The steps are written first, because they say which constants there are.
    private void Steps(string type, CancellationToken cancellation)
    {
        var offsets = new OffsetNames(_network, _plan, [type, "Stage", "Kernels", "Map", .. _plan.Phases.Select(PhaseMethod)]);
        var methods = _writer.Part();
        var steps = new StepWriter(methods, _network, _plan, offsets, _pass);
        foreach (var step in _plan.Phases.SelectMany(phase => phase.Steps))
        {
            cancellation.ThrowIfCancellationRequested();
            methods.Line();
            StepEmitters.Emit(steps, step);
        }
        offsets.Declare(_writer);
        _writer.Line();
        if (_plan.IsTraining) Map();
        Phases(offsets);
        _writer.Append(methods);
    }

    private void Map()
    {
        _writer.Line(
            "// Tensors: where they begin in a slot, shape with halo, layout. Steps: layer, *units, what is read (<), written (>) or both "
                + "(=):");
        _writer.Line("// a tensor by its number, floats of the shared part, the gradient g of a parameter, a parameter p.");
        _writer.Line("internal const string Map = @\"");
        foreach (string line in StepMap.Lines(_network, _plan)) _writer.Line(line.Replace("\"", "\"\""));
        _writer.Line("\";");
        _writer.Line();
    }

    private void Phases(OffsetNames offsets)
    {
        int first = 0;
        for (int i = 0; i < _plan.Phases.Count; i++)
        {
            if (i > 0) _writer.Line();
            var phase = _plan.Phases[i];
            _writer.Code($"// Phase {i}: {phase.Name}{(phase.Units > 0 ? Invariant.Format($", in {phase.Units} units of work") : "")}.");
            using (_writer.Open($"internal static void {PhaseMethod(phase)}(ref {_pass} pass, int begin, int end)"))
            {
                if (phase.Units > 0) Units(phase);
                else Instances(phase.Steps, offsets, first);
            }
            first += phase.Steps.Count;
        }
        if (_plan.IsSplit) Stages(offsets);
    }

    private void Stages(OffsetNames offsets)
    {
        _writer.Line();
        _writer.Line(
            "// The same for threads that share each instance: they meet after each stage, of which each does its part, or the first one "
                + "all.");
        using (_writer.Open($"internal static void Stage(int stage, ref {_pass} pass, int begin, int end)"))
        using (_writer.Block("switch (stage)"))
        {
            int i = 0;
            foreach (var stage in _plan.Stages())
            {
                _writer.Code($"case {i++}:");
                if (!stage[0].IsSplit) _writer.Line("\tif (pass.Part > 0) return;");
                using (_writer.Scope()) Instances(stage, offsets, first: 0);
                _writer.Line("break;");
            }
            _writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(stage));");
        }
    }

    private void Units(PhasePlan phase)
    {
        using (_writer.Block("for (int unit = begin; unit < end; unit++)"))
        {
            int first = 0;
            for (int i = 0; i < phase.Steps.Count; i++)
            {
                var step = phase.Steps[i];
                string unit = first == 0 ? "unit" : Invariant.Format($"unit - {first}");
                first += step.Units;
                string condition = i == phase.Steps.Count - 1 ? "" : Invariant.Format($"if (unit < {first}) ");
                _writer.Line((i == 0 ? "" : "else ") + condition + $"{step.Name}(ref pass, {unit});");
            }
        }
    }

    // Neighbouring steps of one instance run one after the other on it, so that what one writes is still in the cache when the next one
    // reads it. A session may leave out steps of training by their numbers.
    private void Instances(EquatableArray<StepPlan> steps, OffsetNames offsets, int first)
    {
        for (int i = 0; i < steps.Count;)
        {
            if (steps[i].Scope == StepScope.Range)
            {
                _writer.Line($"{Condition(i)}{steps[i++].Name}(ref pass, begin, end);");
                continue;
            }
            using (_writer.Block("for (int n = begin; n < end; n++)"))
            {
                _writer.Line($"ref float slot = ref _Mem.Add(ref pass.Arena, {offsets.Shared} + n * {offsets.Slot});");
                for (; i < steps.Count && steps[i].Scope == StepScope.Instance; i++)
                    _writer.Line($"{Condition(i)}{steps[i].Name}(ref pass, ref slot, n);");
            }
        }

        string Condition(int i) => _plan.IsTraining ? Invariant.Format($"if (pass.Runs({first + i})) ") : "";
    }
}
