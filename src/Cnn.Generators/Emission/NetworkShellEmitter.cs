using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes what users of a network see: its facts, how it is made, saved and run, and its parameters by name.</summary>
internal static class NetworkShellEmitter
{
    public static string Emit(TypeShell shell, NetworkPlan plan)
    {
        var table = NetworkTable.Lines(plan);
        var writer = GeneratedFile.Begin(plan, ["", .. table.Select(line => line.Length == 0 ? "" : "  " + line)]);
        using (writer.Open(shell, $" : global::Cnn.INetwork<{shell.Name}>", [.. Remarks(shell, plan.Spec, table), .. GeneratedFile.TypeAttributes]))
        {
            Facts(writer, plan);
            Info(writer, plan);
            Instance(writer, shell, plan);
            Factories(writer, shell);
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
        Fact("Instances of a training step.", "int", "BatchSize", Invariant.Format($"{spec.Batch}"));
        Fact("Instances of a prediction.", "int", "InferenceBatch", Invariant.Format($"{spec.InferenceBatch}"));
        Fact("Trainable parameters.", "long", "ParameterCount", Invariant.Format($"{spec.ParameterCount}"));
        Fact("Multiply-adds of one instance, forward.", "long", "MultiplyAdds", Invariant.Format($"{spec.MultiplyAdds}"));
        string optimizer = spec.Optimizer.ToString().ToLowerInvariant();
        Fact("Bytes that an inference session takes: its arena and the packed weights.", "long", "InferenceBytes", Invariant.Format($"{SessionMemory.Inference(plan).Total}"));
        Fact(
            $"Bytes that a training session takes: its arena, the packed weights, their gradients and the state of the declared optimiser, {optimizer}.",
            "long", "TrainingBytes", Invariant.Format($"{SessionMemory.Training(plan).Total}"));
        Shape("one input instance", "InputShape", spec.Input);
        Shape("one output instance", "OutputShape", spec.Output);

        void Fact(string summary, string type, string name, string value)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line($"public const {type} {name} = {value};");
            writer.Line();
        }

        void Shape(string what, string name, TensorShape shape)
        {
            writer.Line($"/// <summary>The shape of {what}: {shape}.</summary>");
            writer.Line($"public static global::Cnn.TensorShape {name} => {Construct(shape)};");
            writer.Line();
        }
    }

    private static string Construct(TensorShape shape) => Invariant.Format($"new global::Cnn.TensorShape({shape.Height}, {shape.Width}, {shape.Channels})");

    private static void Info(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Value("public static global::Cnn.NetworkInfo Info { get; } = new global::Cnn.NetworkInfo", ";"))
        {
            writer.Line($"Name = {CodeWriterExtensions.Literal(plan.Spec.Name)},");
            writer.Line($"Input = {Construct(plan.Spec.Input)},");
            writer.Line($"Output = {Construct(plan.Spec.Output)},");
            writer.Line($"Loss = global::Cnn.LossKind.{plan.Spec.Loss},");
            using (writer.Value("Layers = new global::Cnn.LayerInfo[]", ","))
            {
                bool[] leadsToOutput = MainNetwork.LeadsToOutput(plan.Spec.Layers);
                for (int i = 0; i < leadsToOutput.Length; i++)
                {
                    var layer = plan.Spec.Layers[i];
                    string name = CodeWriterExtensions.Literal(layer.Name), description = CodeWriterExtensions.Literal(layer.Description);
                    writer.Code($"new global::Cnn.LayerInfo({name}, {description}, {Construct(layer.Output)}, {layer.ParameterCount}, {layer.MultiplyAdds}{(leadsToOutput[i] ? "" : ", IsAuxiliary: true")}),");
                }
            }
            using (writer.Value("Parameters = new global::Cnn.ParameterInfo[]", ","))
                foreach (var parameter in plan.Parameters) writer.Line(Parameter(parameter) + ",");
            writer.Code($"TrainableFloats = {plan.TrainableFloats},");
            writer.Code($"ParameterFloats = {plan.ParameterFloats},");
            if (plan.Folds.Count > 0)
            {
                using (writer.Value("Folds = new global::Cnn.BatchNormFold[]", ","))
                    foreach (var fold in plan.Folds) writer.Line(Fold(fold) + ",");
            }
            Pass(writer, "Inference", plan.Inference);
            Pass(writer, "Training", plan.Training);
        }
        writer.Line();
    }

    private static string Parameter(ParameterPlan parameter)
    {
        var spec = parameter.Spec;
        string auxiliary = parameter.IsAuxiliary ? ", isAuxiliary: true)" : ")";
        string factory = spec.IsVector ? "Vector" : spec.Role.ToString();
        string begin = Invariant.Format($"global::Cnn.ParameterInfo.{factory}({CodeWriterExtensions.Literal(parameter.Name)}, {parameter.Offset}, {spec.Maps}");
        if (spec.IsVector) return begin + $", {CodeWriterExtensions.Literal(spec.InitialValue)}, isTrainable: {(spec.IsTrainable ? "true" : "false")}{auxiliary}";
        if (spec.Role == ParameterRole.Codes) return begin + Invariant.Format($", {spec.Channels}") + auxiliary;
        string scale = CodeWriterExtensions.Literal(parameter.InitialScale), normal = parameter.InitialIsNormal ? "true" : "false";
        return begin + Invariant.Format($", {spec.Channels}, {spec.Rows}, {spec.Columns}, {scale}, {normal}{Connections(spec)}") + auxiliary;
    }

    // A depth-wise kernel lies in memory like one of a single channel.
    private static string Connections(ParameterSpec spec)
    {
        if (spec.Table.Count > 0)
            return ", new int[][] { " + string.Join(", ", spec.Table.Select(channels => "new int[] { " + string.Join(", ", channels.Select(channel => Invariant.Format($"{channel}"))) + " }")) + " }";
        return spec.Groups == 1 || spec.IsDepthwise ? "" : Invariant.Format($", {spec.Groups}");
    }

    private static string Fold(FoldPlan fold) =>
        Invariant.Format($"new global::Cnn.BatchNormFold({fold.Weight}, {fold.Bias}, {fold.Gamma}, {fold.Beta}, {fold.Mean}, {fold.Variance}, ")
        + CodeWriterExtensions.Literal((float)fold.Epsilon) + ")";

    private static void Pass(CodeWriter writer, string name, ExecutionPlan plan)
    {
        writer.Line($"{name} = new global::Cnn.PassInfo(");
        writer.Code($"    {plan.Batch}, {plan.ArenaFloats},");
        writer.Line("    new global::Cnn.PhaseInfo[]");
        writer.Line("    {");
        foreach (var phase in plan.Phases)
        {
            string cut = phase.Units > 0 ? "Units" : "Instances";
            writer.Code($"        new global::Cnn.PhaseInfo({CodeWriterExtensions.Literal(phase.Name)}, global::Cnn.PhaseCut.{cut}, {phase.Units}),");
        }
        writer.Line("    },");
        writer.Code($"    {plan.OutputOffset}, {plan.LogitsOffset}, {plan.LogitsStride}, {plan.LossOffset}),");
    }

    private static void Instance(CodeWriter writer, TypeShell shell, NetworkPlan plan)
    {
        var layers = plan.Parameters.Select((parameter, i) => (parameter.Layer, parameter.Spec, Index: i)).GroupBy(entry => entry.Layer).ToArray();
        using (writer.Open($"private {shell.Name}(global::Cnn.NetworkParameters parameters)"))
        {
            writer.Line("Parameters = parameters;");
            foreach (var layer in layers)
            {
                var bias = layer.FirstOrDefault(entry => entry.Spec.Role == ParameterRole.Bias);
                string views = Invariant.Format($"parameters[{layer.First().Index}], ") + (bias.Spec is null ? "null" : Invariant.Format($"parameters[{bias.Index}]"));
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

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void Factories(CodeWriter writer, TypeShell shell)
    {
        string name = shell.Name;
        Member("Makes a network with random weights; the same seed gives the same weights.",
            $"public static {name} Create(int seed = 1) => new {name}(global::Cnn.NetworkParameters.Create(Info, seed));");
        Member("Makes a network with the weights of a safetensors file.",
            $"public static {name} Load(string path) => new {name}(global::Cnn.NetworkParameters.Load(Info, path));");
        Member("A finished model with the weights of a safetensors file.",
            $"public static global::Cnn.Model<{name}> LoadModel(string path) => global::Cnn.Model<{name}>.Load(path);");
        Member("Writes the weights as a safetensors file, with PyTorch's names and layout.",
            "public void Save(string path) => Parameters.Save(path);");
        Member("The finished model: a copy of the weights that later training does not change, for any number of sessions on any threads.",
            $"public global::Cnn.Model<{name}> Freeze() => global::Cnn.Model<{name}>.From(Parameters);");
        Member("Freezes the network and makes a session that predicts.",
            $"public global::Cnn.InferenceSession<{name}> CreateSession(global::Cnn.SessionOptions options = null) => Freeze().CreateSession(options);");
        Member("Makes a session that trains this network's weights; one at a time.",
            $"public global::Cnn.TrainingSession<{name}> CreateTraining(global::Cnn.Optimizer optimizer, global::Cnn.TrainingOptions options = null) => new global::Cnn.TrainingSession<{name}>(this, optimizer, options);");
        writer.Line($"static {name} global::Cnn.INetwork<{name}>.FromParameters(global::Cnn.NetworkParameters parameters) => new {name}(parameters);");

        void Member(string summary, string code)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Line(code);
            writer.Line();
        }
    }
}
