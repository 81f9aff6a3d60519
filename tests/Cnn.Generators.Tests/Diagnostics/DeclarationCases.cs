namespace Cnn.Generators.Tests;

/// <summary>CNN1xxx: how a network is declared.</summary>
internal static class DeclarationCases
{
    private const string Network = "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] ";

    public static IEnumerable<DiagnosticCase> All =>
    [
        Class("CNN1001", "not partial", Network + "public class [|Net|];"),
        Class("CNN1001", "not partial, with members", Network + "public sealed class [|Net|] { public int Member => 1; }"),
        Class("CNN1002", "around it a class", "public class [|Outer|] { " + Network + "public partial class Net; }"),
        Class("CNN1002", "around it two types", "public struct [|Outer|] { public interface [|Middle|] { " + Network + "public partial class Net; } }"),
        DiagnosticCase.Attributes("CNN1003", "no input", "[Network, Dense(2)]").Mark("Net;"),
        DiagnosticCase.Text("CNN1003", "no input in text", "network [|Net|] { dense 2 }"),
        new(
            "CNN1004",
            "layers on two parts",
            ("A.cs", "[Cnn.Network, Cnn.Input(4, 4, 1)] public partial class Net;"),
            ("B.cs", "[[|Cnn.Dense|](2)] public partial class Net;")),
        new(
            "CNN1005",
            "a class and a text",
            ("Net.cs", Network + "public partial class Net;"),
            ("Net.cnn", "network [|Net|] { input 4x4x1, dense 2 }")),
        new(
            "CNN1005",
            "two texts",
            ("b.cnn", "namespace N\nnetwork [|Net|] { input 4x4x1, dense 3 }"),
            ("a.cnn", "namespace N\nnetwork Net { input 4x4x1, dense 2 }")),
        DiagnosticCase.Text("CNN1005", "twice in one text", "network Net { input 4x4x1, dense 2 }\nnetwork [|Net|] { input 4x4x1, dense 3 }"),
        Layers("CNN1006", "an unknown layer", "[Dense(2, From = [|\"nowhere\"|])]"),
        Layers("CNN1007", "two of one name", "[Dense(2, Name = \"a\"), Dense(2, Name = [|\"a\"|])]"),
        Layers("CNN1007", "a name that another gets by itself", "[Dense(2, Name = \"dense2\"), [|Dense|](2)]"),
        DiagnosticCase.Attributes("CNN1008", "no network", "[[|Input|](4, 4, 1), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1009", "only an input", "[Network, Input(4, 4, 1)]").Mark("Net;"),
        DiagnosticCase.Attributes("CNN1010", "a batch of none", "[Network(Batch = [|0|]), Input(4, 4, 1), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1010", "a negative side", "[Network, Input(4, width: [|-4|], channels: 1), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1010", "two means of three channels", "[Network, Input(4, 4, 3, Mean = [|[0.5, 0.5]|]), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1010", "a deviation of none", "[Network, Input(4, 4, 1, Deviation = [|new[] { 0.0 }|]), Dense(2)]"),
        DiagnosticCase.Text("CNN1010", "a negative deviation", "network Net { input 4x4x2 deviation [|1 -2|], dense 2 }"),
        Layers("CNN1010", "a kernel of none", "[ConvLayer(2, Kernel = [|0|])]"),
        Layers("CNN1010", "no activation that there is", "[Dense(2, Activation = [|(Activation)99|])]"),
        Layers("CNN1010", "a dropout of all", "[Dense(2), Dropout([|1.0|])]"),
        Layers("CNN1010", "three paddings", "[ConvLayer(2, Kernel = 3, Pad = [|new[] { 1, 1, 1 }|])]"),
        Layers("CNN1011", "two kernels", "[ConvLayer(2, Kernel = 3, KernelHeight = [|3|])]"),
        DiagnosticCase.Attributes("CNN1011", "two batches", "[Network(Batch = [|4|], Source = \"batch 8, input 4x4x1, dense 2\")]"),
        Layers("CNN1012", "a second input", "[[|Input|](4, 4, 1), Dense(2)]"),
        Layers("CNN1013", "a member that is there already", "[Dense(2, Name = [|\"create\"|])]"),
        Layers("CNN1013", "a blank name", "[Dense(2, Name = [|\" \"|])]"),
        Layers("CNN1013", "two names, one member", "[Dense(2, Name = \"a-b\"), Dense(2, Name = [|\"a b\"|])]"),
        Layers("CNN1014", "a layer for nothing", "[[|ConvLayer|](2, Kernel = 1), Dense(2, From = \"input\")]"),
        DiagnosticCase.Attributes("CNN1015", "text and layers", "[Network(Source = \"input 4x4x1, dense 2\"), [|Input|](4, 4, 1), Dense(2)]"),
        Class("CNN1016", "static", Network + "public static partial class [|Net|];"),
        Class("CNN1016", "abstract", Network + "public abstract partial class [|Net|];"),
        Class("CNN1016", "a record", Network + "public partial record [|Net|];"),
        Class("CNN1016", "generic", Network + "public partial class [|Net|]<T>;"),
        Class("CNN1016", "in a generic type", "public partial class Outer<T> { " + Network + "public partial class [|Net|]; }"),
        Class("CNN1016", "of its file only", Network + "file partial class [|Net|];"),
        Class("CNN1016", "in a type of its file only", "file partial class Outer { " + Network + "public partial class [|Net|]; }"),
        Class("CNN1016", "with a primary constructor", Network + "public partial class [|Net|](int size) { public int Size => size; }"),
        Class("CNN1016", "called like a member", Network + "public partial class [|Save|];"),
        Layers("CNN1017", "no kernel", "[[|ConvLayer|](2)]"),
        Layers("CNN1018", "softmax before the end", "[Dense(2), [|Softmax|], Dense(2)]"),
        Layers("CNN1006", "an unknown layer of a sum", "[Dense(2, Name = \"a\"), Add(\"a\", [|\"nowhere\"|])]"),
        Layers("CNN1006", "an unknown layer in an array", "[Dense(2, Name = \"a\"), Add(new[] { \"a\", [|\"nowhere\"|] })]"),
        Layers("CNN1006", "an unknown layer in a collection", "[Dense(2, Name = \"a\"), Concat([\"a\", [|\"nowhere\"|]])]"),
        Layers("CNN1006", "an unknown layer before other arguments", "[Dense(2, Name = \"a\"), Add([|\"nowhere\"|], \"a\", Name = \"b\", Activation = Activation.Relu)]"),
        Layers("CNN1011", "inputs and a source", "[Dense(2, Name = \"a\"), Add(\"a\", From = [|\"a\"|])]").With("CNN1020"),
        Layers("CNN1020", "a sum of one", "[Dense(2, Name = \"a\"), [|Add|](\"a\")]"),
        Layers("CNN1020", "a concatenation of nothing", "[[|Concat|], Dense(2)]"),
        DiagnosticCase.Attributes("CNN1010", "an optimiser that there is not", "[Network(Optimizer = [|(OptimizerKind)99|]), Input(4, 4, 1), Dense(2)]"),
        DiagnosticCase.Text("CNN1010", "an optimiser that there is not, in text", "network Net { optimizer [|adamm|], input 4x4x1, dense 2 }"),
        DiagnosticCase.Attributes("CNN1030", "a budget without a unit", "[Network, Input(4, 4, 1), Dense(2)]\n[MemoryBudget(Training = [|\"64\"|])]"),
        DiagnosticCase.Attributes("CNN1030", "two budgets of nothing", "[Network, MemoryBudget(Inference = [|\"0 B\"|], Training = [|\"\"|]), Input(4, 4, 1), Dense(2)]"),
        DiagnosticCase.Text("CNN1030", "a budget in bits, in text", "network Net { input 4x4x1, dense 2, budget training [|64 Mb|] }"),
        DiagnosticCase.Source("CNN1030", "a budget that is too large", "\"input 4x4x1, dense 2, budget inference [|9999999999999 GB|]\""),
        DiagnosticCase.Attributes("CNN1011", "two budgets", "[Network(Source = \"budget training 1 GB, input 4x4x1, dense 2\"), MemoryBudget(Training = [|\"1 GB\"|])]"),
        DiagnosticCase.Attributes("CNN1031", "no network", "[[|MemoryBudget|](Training = \"1 MB\")]"),
        DiagnosticCase.Attributes("CNN1008", "no network, a layer and a budget", "[MemoryBudget(Training = \"1 MB\"), [|Dense|](2)]"),
        DiagnosticCase.Attributes("CNN1032", "no size", "[Network, Input(4, 4, 1), Dense(2), [|MemoryBudget|]]"),
        DiagnosticCase.Text("CNN1021", "a residual first", "network Net { [|residual|] { relu }\ninput 4x4x1 }"),
        Layers("CNN1022", "nothing after it", "[Dense(2, Name = \"a\"), Dense(2, From = \"input\"), [|Auxiliary|](0.3)]").With("CNN1014"),
        Layers("CNN1023", "on the way to the output", "[Dense(2, Name = \"a\"), [|Auxiliary|](0.3), Dense(2, From = \"a\")]"),
        Layers("CNN1024", "no source after it", "[Dense(2), Auxiliary(0.3), [|Dense|](2)]"),
        Layers("CNN1024", "its output, twice", "[Dense(2), Auxiliary(0.3), [|Auxiliary|](0.3, From = \"dense1\"), Dense(2, From = \"input\")]"),
        Layers("CNN1010", "a weight of nothing", "[Dense(2), Auxiliary([|0|]), Dense(2, From = \"input\")]"),
        Layers("CNN1010", "a block of no maps", "[Residual([|0|]), Dense(2)]"),
        Layers("CNN1010", "a block, no times", "[Inception(1, 1, 1, 1, 1, 1, Repeat = [|0|]), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1008", "no network, but a block", "[[|Residual|](4)]"),
        DiagnosticCase.Attributes("CNN1021", "a block first", "[Network, [|Residual|](4), Dense(2)]"),
        DiagnosticCase.Attributes("CNN1019", "an empty text", "[Network(Source = \"\")]").Mark("Net;"),
        DiagnosticCase.Attributes("CNN1019", "two networks", "[Network(Source = \"network A { input 4x4x1, dense 2 }\\nnetwork B { input 4x4x1, dense 2 }\")]").Mark("Net;"),
    ];

    private static DiagnosticCase Class(string id, string name, string text) => new(id, name, ("Net.cs", text));

    private static DiagnosticCase Layers(string id, string name, string layers) => DiagnosticCase.Attributes(id, name, "[Network, Input(4, 4, 1)]\n" + layers);

    private static DiagnosticCase Mark(this DiagnosticCase unmarked, string last) =>
        unmarked with { Files = [.. unmarked.Files.Select(file => (file.Path, file.Text.Replace(last, $"[|{last[..^1]}|]{last[^1]}")))] };
}
