namespace Cnn.CodeFixes.Tests;

/// <summary>Sources of the tests.</summary>
internal static class Declare
{
    /// <summary>A network of layers, each list on a line of its own.</summary>
    public static string Layers(params string[] lines) => "using Cnn;\n\n" + string.Join("\n", lines) + "\npublic partial class Net;\n";

    /// <summary>A network of an 8×8×4 input and one pooling.</summary>
    public static string Pool(string arguments) => Layers("[Network, Input(8, 8, 4)]", $"[MaxPool({arguments})]", "[Dense(2)]");
}
