using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// What the just-in-time compiler says of each method. Past its limits (60,000 bytes of IL, 2,000 basic blocks, 8,000 uses of locals …) it
/// compiles a method without optimising, which it calls MinOpts and which costs a factor of six.
/// </summary>
public sealed partial class OptimizationTests
{
    // Where the steps and kernels of the probe's networks are.
    private const string Generated = "Cnn.Generated.Cnn.EndToEnd.Probe.";

    [Fact]
    public void NoMethod_IsCompiledWithMinOpts()
    {
        // Without tiers every method is compiled once and optimised, unless it is too large.
        var compiled = Compiled(("DOTNET_TieredCompilation", "0"));
        var ours = compiled.Where(method => IsChecked(method.Name)).ToList();
        Assert.Contains(ours, method => method.Name.Contains("Probe.LeNet5", StringComparison.Ordinal));
        Assert.DoesNotContain(ours, method => method.Tier.Contains("MinOpts", StringComparison.Ordinal));
    }

    [Fact]
    public void Kernels_AreOptimizedFromTheFirstCall()
    {
        var compiled = Compiled();
        Assert.DoesNotContain(compiled, method => IsChecked(method.Name) && method.Tier.Contains("MinOpts", StringComparison.Ordinal));
        var kernels = KernelNames();
        var found = compiled.Where(method => kernels.Any(kernel => method.Name.Contains(kernel, StringComparison.Ordinal))).ToList();
        Assert.Contains(found, method => method.Name.StartsWith(Generated, StringComparison.Ordinal));
        Assert.DoesNotContain(found, method => method.Tier != "FullOpts");
    }

    // A runtime that was built for debugging is never optimised.
    private static bool IsChecked(string method) =>
        method.StartsWith("Cnn.EndToEnd.Probe.", StringComparison.Ordinal)
            || method.StartsWith(Generated, StringComparison.Ordinal)
            || (IsRuntimeOptimized && method.StartsWith("Cnn.", StringComparison.Ordinal));

    private static bool IsRuntimeOptimized =>
        typeof(NetworkInfo).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    // The generated methods that ask for optimisation at once, as the compiler's list spells them.
    private static HashSet<string> KernelNames() => typeof(Probe.LeNet5).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.DeclaredOnly))
        .Where(method => method.MethodImplementationFlags.HasFlag((MethodImplAttributes)MethodImplOptions.AggressiveOptimization))
        .Select(method => $"{method.DeclaringType!.FullName}:{method.Name}(")
        .ToHashSet(StringComparer.Ordinal);

    private static List<(string Name, string Tier)> Compiled(params (string, string)[] environment)
    {
        using var list = new TemporaryFile();
        ChildProcess.RunProbe("run", [("DOTNET_JitStdOutFile", list.Path), ("DOTNET_JitDisasmSummary", "1"), .. environment]);
        return Summary().Matches(File.ReadAllText(list.Path)).Select(line => (line.Groups[1].Value, line.Groups[2].Value)).ToList();
    }

    // "   7: JIT compiled Cnn.Trainer:Step(int):float [Tier0, IL size=12, code size=34]"
    [GeneratedRegex(@"JIT compiled (.+) \[([^,\]]+), IL size")]
    private static partial Regex Summary();
}
