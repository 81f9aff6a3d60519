using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cnn.Planning.Tests;

/// <summary>One planner a layer, and nobody else who knows which layer it is.</summary>
public sealed partial class LayerPlannerTests
{
    private static readonly Type[] s_specs =
        [.. typeof(LayerSpec).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerSpec)) && !type.IsAbstract)];

    [Fact]
    public void EachLayer_HasOnePlanner() =>
        Assert.Equal(s_specs.OrderBy(type => type.Name), LayerPlanners.All.Select(planner => planner.Layer).OrderBy(type => type.Name));

    [Fact]
    public void PlannerOfALayer_IsFoundByItsType() =>
        Assert.IsType<InputPlanner>(LayerPlanners.Of(new InputSpec("input", new(1, 1, 1))));

    [Fact]
    public void LayerWithoutAPlanner_IsNamed()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => LayerPlanners.Of(new UnknownSpec()));
        Assert.Equal("No planner is listed for layer 'u' (unknown).", exception.Message);
    }

    [Fact]
    public void SharedPlanners_NameNoLayer()
    {
        string root = Source();
        string layers = Path.Combine(root, "Layers") + Path.DirectorySeparatorChar;
        var names = s_specs.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        string[] files = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Where(file => !IsBuilt(root, file))];
        Assert.Contains(files, file => file.StartsWith(layers, StringComparison.Ordinal));
        var named =
            from file in files
            where !file.StartsWith(layers, StringComparison.Ordinal)
            from Match word in Word().Matches(File.ReadAllText(file))
            where names.Contains(word.Value)
            select $"{Path.GetRelativePath(root, file)} names {word.Value}";
        Assert.Empty(named);
    }

    private static bool IsBuilt(string root, string file) =>
        Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is "obj" or "bin";

    private static string Source([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src", "Cnn.Planning"));

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*Spec\b")]
    private static partial Regex Word();

    private sealed record UnknownSpec() : LayerSpec("u", new(0), new(1, 1, 1), new(1, 1, 1))
    {
        public override string Description => "unknown";

        public override ChannelOrigin Origin => ChannelOrigin.Inputs;
    }
}
