using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes what users of a network see: its facts, how it is made, saved and run, and its parameters by name.</summary>
internal static class NetworkShellEmitter
{
    public static string Emit(TypeShell shell, NetworkPlan plan, bool hasInferenceForms)
    {
        var table = NetworkTable.Lines(plan);
        var writer = GeneratedFile.Begin(plan, ["", .. table.Select(line => line.Length == 0 ? "" : "  " + line)]);
        GeneratedFile.CallsGeneratedCode(writer);
        writer.Line();
        using (writer.Open(shell, $" : global::Cnn.INetwork<{shell.Name}>",
            [.. Remarks(shell, plan.Spec, table), .. GeneratedFile.TypeAttributes]))
        {
            Facts(writer, plan);
            NetworkInfoEmitter.Emit(writer, shell, plan);
            Instance(writer, shell, plan);
            Factories(writer, shell, plan.Spec.Trains);
            writer.Line();
            Compiled(writer, shell, plan, hasInferenceForms);
            PassEmitter.EmitRun(writer, shell, plan.Inference);
            if (plan.TrainingIfAny is { } training)
            {
                writer.Line();
                PassEmitter.EmitRun(writer, shell, training);
            }
        }
        return writer.ToString();
    }

    // A user's own summary stands above; of what is added, editors show remarks, and only code keeps its columns.
    private static IEnumerable<string> Remarks(TypeShell shell, NetworkSpec spec, IReadOnlyList<string> table)
    {
        if (!shell.IsUsers) yield return $"/// <summary>The network {spec.Name}: {spec.Input} to {spec.Output}.</summary>";
        yield return "/// <remarks><code>";
        foreach (string line in table) yield return ("/// " + Escape(line)).TrimEnd();
        yield return "/// </code></remarks>";
    }

    private static void Facts(CodeWriter writer, NetworkPlan plan)
    {
        var spec = plan.Spec;
        if (spec.Trains) Fact("Instances of a training step.", "int", "BatchSize", Invariant.Format($"{spec.Batch}"));
        Fact("Instances of a prediction.", "int", "InferenceBatch", Invariant.Format($"{spec.InferenceBatch}"));
        Fact("Trainable parameters.", "long", "ParameterCount", Invariant.Format($"{spec.ParameterCount}"));
        Fact("Multiply-adds of one instance, forward.", "long", "MultiplyAdds", Invariant.Format($"{spec.MultiplyAdds}"));
        Fact("Bytes that an inference session takes: its arena and the packed weights." + PerThread(plan.Inference), "long",
            "InferenceBytes", Invariant.Format($"{SessionMemory.Inference(plan).Total}"));
        if (plan.TrainingIfAny is { } training)
        {
            string optimizer = spec.Optimizer.Description;
            string targets = spec.Loss.IsOverLabels && spec.Output.IsVector ? "" : ", a copy of the targets";
            Fact(
                $"Bytes that a training session takes: its arena, the packed weights, their gradients{targets} "
                    + $"and the state of the declared optimiser, {optimizer}." + PerThread(training),
                "long", "TrainingBytes", Invariant.Format($"{SessionMemory.Training(plan).Total}"));
        }
        Shape("one input instance", "InputShape", spec.Input);
        Shape("one output instance", "OutputShape", spec.Output);

        // What is between a step's kernels is the thread's own; one thread's is counted.
        string PerThread(ExecutionPlan pass) =>
            pass.ScratchFloats == 0
                ? "" : Invariant.Format(
                    $" Each thread beyond the first takes {Invariant.Count(pass.ScratchFloats * plan.Target.Element.Bytes)} bytes more.");

        void Fact(string summary, string type, string name, string value)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line($"public const {type} {name} = {value};");
            writer.Line();
        }

        void Shape(string what, string name, TensorShape shape)
        {
            writer.Line($"/// <summary>The shape of {what}: {shape}.</summary>");
            writer.Line($"public static global::Cnn.TensorShape {name} => {NetworkInfoEmitter.Construct(shape)};");
            writer.Line();
        }
    }

    private static void Instance(CodeWriter writer, TypeShell shell, NetworkPlan plan)
    {
        var layers = plan.Parameters.Select((parameter, i) => (parameter.Layer, parameter.Spec, Index: i)).GroupBy(entry => entry.Layer)
            .ToArray();
        using (writer.Open($"{shell.ConstructorModifiers} {shell.Name}(global::Cnn.NetworkParameters parameters)"))
        {
            writer.Line("Parameters = global::Cnn.NetworkParameters.Of(parameters, Info);");
            foreach (var layer in layers)
            {
                var bias = layer.FirstOrDefault(entry => entry.Spec.Role == ParameterRole.Bias);
                string views = Invariant.Format($"parameters[{layer.First().Index}], ")
                    + (bias.Spec is null ? "null" : Invariant.Format($"parameters[{bias.Index}]"));
                writer.Line($"{MemberNames.ForLayer(layer.Key)} = new global::Cnn.LayerParameters({views});");
            }
        }
        writer.Line();
        writer.Line("/// <summary>Every tensor that a weight file holds, by its name there.</summary>");
        writer.Line("public global::Cnn.NetworkParameters Parameters { get; }");
        foreach (var layer in layers)
        {
            var spec = plan.Spec.Layers.First(candidate => candidate.Name == layer.Key);
            writer.Line();
            writer.Line($"/// <summary>The parameters of {Escape(layer.Key)} ({spec.Description}).</summary>");
            writer.Line($"public global::Cnn.LayerParameters {MemberNames.ForLayer(layer.Key)} {{ get; }}");
        }
        writer.Line();
    }

    // What a session has compiled beside the loading of the weights.
    private static void Compiled(CodeWriter writer, TypeShell shell, NetworkPlan plan, bool hasInferenceForms)
    {
        Type("InferenceSteps", $"typeof(global::{shell.CodeNamespace}.InferenceSteps)");
        if (!hasInferenceForms) return;
        string choice = string.Concat(plan.Widths.Select((width, i) => Invariant.Format(
            $"{(i == plan.Widths.Count - 1 ? "" : $"global::System.Runtime.Intrinsics.Vector{width.Bits}.IsHardwareAccelerated ? ")}")
                + $"typeof(global::{shell.CodeNamespace}.{KernelFiles.ClassOf(width, trainsOnly: false)})"
                + (i == plan.Widths.Count - 1 ? "" : " : ")));
        Type("InferenceKernels", choice);

        void Type(string member, string value)
        {
            string attribute = "global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMember";
            writer.Line($"[{attribute}s({attribute}Types.NonPublicMethods)]");
            writer.Line($"static global::System.Type global::Cnn.INetwork<{shell.Name}>.{member} => {value};");
            writer.Line();
        }
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void Factories(CodeWriter writer, TypeShell shell, bool trains)
    {
        string name = shell.Name;
        Member("Makes a network with random weights; the same seed gives the same weights.",
            $"public static {name} Create(int seed = 1) => new {name}(global::Cnn.NetworkParameters.Create(Info, seed));");
        Member("Makes a network with the weights of a safetensors file.",
            $"public static {name} Load(string path) => new {name}(global::Cnn.NetworkParameters.Load(Info, path));");
        Member("Makes a network with the weights of a safetensors file in a stream.",
            $"public static {name} Load(global::System.IO.Stream stream) => new {name}(global::Cnn.NetworkParameters.Load(Info, stream));");
        Member("A finished model with the weights of a safetensors file.",
            $"public static global::Cnn.Model<{name}> LoadModel(string path) => global::Cnn.Model<{name}>.Load(path);");
        Member("A finished model with the weights of a safetensors file in a stream.",
            $"public static global::Cnn.Model<{name}> LoadModel(global::System.IO.Stream stream) => "
                + $"global::Cnn.Model<{name}>.Load(stream);");
        Member("Writes the weights as a safetensors file, with PyTorch's names and layout.",
            "public void Save(string path) => Parameters.Save(path);");
        Member("Writes the same to a stream.",
            "public void Save(global::System.IO.Stream stream) => Parameters.Save(stream);");
        Member("The finished model: a copy of the weights that later training does not change, for any number of sessions on any threads.",
            $"public global::Cnn.Model<{name}> Freeze() => global::Cnn.Model<{name}>.From(Parameters);");
        Member("Freezes the network and makes a session that predicts.",
            $"public global::Cnn.InferenceSession<{name}> CreateSession(global::Cnn.InferenceOptions options = null) => "
                + "Freeze().CreateSession(options);");
        if (trains) Member(
            "Makes a session that trains this network's weights, with the declared optimizer unless another is given; one at a time.",
            $"public global::Cnn.TrainingSession<{name}> CreateTraining(global::Cnn.Optimizer optimizer = null, "
                + $"global::Cnn.TrainingOptions options = null) => new global::Cnn.TrainingSession<{name}>(this, optimizer, options);");
        if (trains) Member(
            "Ends the session that trains this network, if there is one, so that another may: for a session that was forgotten.",
            "public void EndTraining() => Parameters.EndTraining();");
        writer.Line(
            $"static {name} global::Cnn.INetwork<{name}>.FromParameters(global::Cnn.NetworkParameters parameters) => new "
            + $"{name}(parameters);");

        void Member(string summary, string code)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line(code);
            writer.Line();
        }
    }
}
