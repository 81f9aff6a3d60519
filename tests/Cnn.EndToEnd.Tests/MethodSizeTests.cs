namespace Cnn.EndToEnd.Tests;

/// <summary>No method of generated code is so large that the just-in-time compiler gives up on it.</summary>
public sealed class MethodSizeTests
{
    /// <summary>The assemblies with generated code; each stands beside this one.</summary>
    public static TheoryData<string> Assemblies => [.. NetworkAssemblies.Names, "Cnn.EndToEnd.Probe", "LeNet5"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void NoMethod_PassesALimit(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        var sizes = MethodSize.ReadAll(file).OrderByDescending(size => size.Share).ToArray();
        Assert.Contains(sizes, size => size.Method.Contains(".Kernels.", StringComparison.Ordinal));
        Assert.True(!sizes[0].IsTooLarge, string.Join('\n', sizes.Where(size => size.IsTooLarge).Append(MethodSize.Limits)));
    }

    [Fact]
    public void Counts_AreThoseOfTheBody()
    {
        using var file = File.OpenRead(typeof(MethodSizeTests).Assembly.Location);
        var size = MethodSize.ReadAll(file).Single(size => size.Method.EndsWith("MethodSizeTests.Sample", StringComparison.Ordinal));
        // The runtime's own view of the same method.
        var body = typeof(MethodSizeTests)
            .GetMethod(nameof(Sample), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetMethodBody()!;
        Assert.Equal(body.GetILAsByteArray()!.Length, size.Bytes);
        Assert.Equal(body.LocalVariables.Count + 2, size.Locals);
        // A loop is four blocks at least: before it, its test, its body, behind it.
        Assert.InRange(size.Blocks, 4, 8);
        Assert.InRange(size.Accesses, 8, size.Instructions - 4);
        Assert.InRange(size.Instructions, size.Bytes / 5, size.Bytes);
    }

    private static int Sample(int count, int step)
    {
        int sum = 0;
        for (int i = 0; i < count; i += step) sum += i * sum;
        return sum;
    }
}
