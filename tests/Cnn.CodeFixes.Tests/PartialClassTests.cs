namespace Cnn.CodeFixes.Tests;

public class PartialClassTests
{
    private const string Network = "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)]";

    [Theory]
    [InlineData("public class Net;", "public partial class Net;")]
    [InlineData("class Net { }", "partial class Net { }")]
    [InlineData("internal sealed class Net { public int Member => 1; }", "internal sealed partial class Net { public int Member => 1; }")]
    [InlineData("/* as it is */ class /* called */ Net;", "/* as it is */ partial class /* called */ Net;")]
    public Task Class_BecomesPartial(string declaration, string expected) =>
        FixHarness.Fixes(new PartialClassCodeFix(), "CNN1001", Network + "\n" + declaration, Network + "\n" + expected);

    [Theory]
    [InlineData("public class Outer")]
    [InlineData("public struct Outer")]
    [InlineData("public interface Outer")]
    [InlineData("public record Outer")]
    [InlineData("public readonly record struct Outer")]
    public Task TypeAroundIt_BecomesPartial(string outer)
    {
        string inner = " { " + Network + " public partial class Net; }";
        string keyword = outer.Contains("record", StringComparison.Ordinal) ? "record" : outer.Split(' ')[1];
        return FixHarness.Fixes(new PartialClassCodeFix(), "CNN1002", outer + inner, outer.Replace(keyword, "partial " + keyword) + inner);
    }

    [Fact]
    public async Task AllClasses_BecomePartial()
    {
        string source = $"{Network} class A;\n{Network} sealed class B {{ }}\n";
        string after = await FixHarness.ApplyToAll(new PartialClassCodeFix(), source, "CNN1001");
        Assert.Equal($"{Network} partial class A;\n{Network} sealed partial class B {{ }}\n", after);
        FixHarness.Compiles(after, "CNN1001");
    }
}
