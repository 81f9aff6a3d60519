using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>What users may write beside a network, because it works.</summary>
public class UsersCodeTests
{
    private const string Network = "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class Net ";

    private static readonly ShortName[] s_shortNames =
        [.. ShortNames.OfSteps, .. ShortNames.OfChoices(Target.Default.Widths), .. Target.Default.Widths.SelectMany(ShortNames.OfForms)];

    [Theory]
    [InlineData("static readonly Net s_shared = Create(seed: 3); public static Net Shared => s_shared;")]
    [InlineData("public static Net Shared { get; } = new(3); private Net(int seed) : this(Cnn.NetworkParameters.Create(Info, seed)) { }")]
    [InlineData(
        "public static Net Shared => new(3, 4); private Net(int seed) : this(Cnn.NetworkParameters.Create(Info, seed)) { } private Net(int "
        + "a, int b) : this(a * b) { }")]
    [InlineData(
        "public static Net Shared => Create(\"1\"); public static Net Create(string seed) => Create(int.Parse(seed)); public override "
        + "string ToString() => \"\"; public int Layers; int _Layers, _Facts;")]
    public void CodeThatIsNotInTheWay_Works(string members)
    {
        var result = Harness.Compile(("Net.cs", "#pragma warning disable CS0169, CS0649\n" + Network + "{ " + members + " }"));
        Assert.Empty(result.Diagnostics);
        var shared = result.LoadAssembly().GetType("Net")!.GetProperty("Shared")!.GetValue(null);
        Assert.NotNull(Assert.IsType<NetworkParameters>(shared!.GetType().GetProperty("Parameters")!.GetValue(shared)));
    }

    [Theory]
    [InlineData(
        "public abstract class Base { protected Base(int number = 1, params string[] names) { Number = number + names.Length; } public int "
        + "Number { get; } public virtual void Save(int copies) { } }")]
    [InlineData("public class Base : System.IDisposable { private int Info; internal int Count => Info++; public void Dispose() { } }")]
    public void BaseClassThatIsNotInTheWay_Works(string declaration) =>
        Assert.Empty(Harness.Compile(("Net.cs", declaration + Network + ": Base;"), ("Text.cnn", "network InText { input 4x4x1, dense 2 }"),
            ("Text.cs", "partial class InText : Base;")).Diagnostics);

    [Fact]
    public void GeneratedMembers_AreThoseThatUsersCannotDeclare()
    {
        var type = Harness.Compile(("Net.cs", Network + ";")).LoadAssembly().GetType("Net")!;
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        var named = type.GetMembers(all).Where(member =>
            member is not ConstructorInfo && !member.Name.Contains('.') && !member.Name.Contains('_') && !member.Name.Contains('<'))
            .ToArray();
        Assert.Equal(GeneratedMembers.Names.Append("Dense1").Order(StringComparer.Ordinal),
            named.Select(member => member.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(GeneratedMembers.Methods.Order(StringComparer.Ordinal),
            named.OfType<MethodInfo>().Select(method => method.Name).Distinct().Order(StringComparer.Ordinal));
        // Each with its very parameters is in the way.
        foreach (var method in named.OfType<MethodInfo>())
        {
            string parameters = string.Join(", ", method.GetParameters()
                .Select((parameter, i) => $"{parameter.ParameterType.FullName} p{i}"));
            var found = Harness.Compile(("Net.cs", Network + $"{{ void {method.Name}({parameters}) {{ }} }}")).Diagnostics;
            Assert.Equal("CNN1060", Assert.Single(found).Id);
        }
    }

    [Fact]
    public void GeneratorName_IsTheGenerators() => Assert.Equal(GeneratedMembers.GeneratorName, typeof(NetworkGenerator).FullName);

    /// <summary>
    /// Short names of generated code, and the names of its own classes: a user's types, members and namespaces may have them all.
    /// </summary>
    [Theory]
    [InlineData("namespace App { NAMES namespace Inner { [NETWORK] public partial class Net; } }")]
    [InlineData("NAMES [NETWORK] public partial class Net;")]
    [InlineData("namespace App { public partial class Outer { NAMES [NETWORK] private partial class Net; } }")]
    [InlineData("namespace App { [NETWORK] public partial class Net { NAMES } }")]
    [InlineData("namespace App { public class Base { NAMES } [NETWORK] public partial class Net : Base; }")]
    public void NamesOfGeneratedCode_AreTheUsersAsWell(string declaration)
    {
        string[] names = [.. s_shortNames.Select(alias => alias.Name), "Kernels", "Kernels256", "TrainingKernels256", "InferenceSteps",
            "TrainingSteps", "Cnn", "System", "Generated"];
        string types = string.Concat(names.Distinct().Select(name => $"internal class {name} {{ }} "));
        // Groups of channels: the way back asks for facts of the parameters.
        string network = declaration.Replace("NAMES", types, StringComparison.Ordinal).Replace(
            "NETWORK", "global::Cnn.Network, global::Cnn.Input(6, 6, 4), global::Cnn.ConvLayer(4, Kernel = 3, Groups = 2), "
                + "global::Cnn.MaxPool(2), global::Cnn.Dense(2)",
            StringComparison.Ordinal);
        // A class 'Cnn' or 'System' in the global namespace is one beside the namespace.
        if (!declaration.StartsWith("namespace", StringComparison.Ordinal))
            network = network.Replace("internal class Cnn { } internal class System { } ", "", StringComparison.Ordinal);
        Assert.Empty(Harness.Compile(("Net.cs", network)).Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
    }

    [Fact]
    public void ShortNames_AreNoLayersMembers() => Assert.All(s_shortNames, alias =>
    {
        Assert.StartsWith("_", alias.Name);
        Assert.NotEqual(alias.Name, MemberNames.ForLayer(alias.Name));
    });

    [Fact]
    public void NetworkInANetwork_HasCodeOfItsOwn() =>
        Assert.Empty(Harness.Compile(("Net.cs",
            $"{Network} {{ [Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(3)] public partial class Kernels; [Cnn.Network, Cnn.Input(4, 4, 1), "
            + $"Cnn.Dense(3)] public partial class _Mem; }}")).Diagnostics);

    [Fact]
    public void DuplicateNetwork_SaysWhereTheOtherIs()
    {
        var twice = Assert.Single(Harness.Compile(("Net.cs", "\n " + Network + ";"), ("Net.cnn", "network Net { input 4x4x1, dense 2 }"))
            .Diagnostics);
        Assert.Contains("the other declaration is at Net.cs(2,", twice.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Net.cs", Assert.Single(twice.AdditionalLocations).GetLineSpan().Path);
        var texts = Harness.Compile(("a/net.cnn", "network Net { input 4x4x1, dense 2 }"),
            ("b/net.cnn", "network Net { input 4x4x1, dense 2 }")).Diagnostics;
        Assert.Contains("the other declaration is at a/net.cnn(1,9)", Assert.Single(texts).GetMessage(), StringComparison.Ordinal);
    }
}
