using System.Globalization;

namespace Cnn.Dsl.Tests;

public sealed class InvariantTests
{
    [Fact]
    public void Format_WritesEachKindOfValue()
    {
        string? nothing = null;
        Assert.Equal("7 12 -3 4294967296 0.5", Invariant.Format($"{7} {12} {-3} {4294967296L} {0.5}"));
        Assert.Equal("x y [] 3x4x5", Invariant.Format($"{"x"} {'y'} [{nothing}] {new TensorShape(3, 4, 5)}"));
        Assert.Equal("1,234 [  9] [9  ] [ab ] [  3x4x5]",
            Invariant.Format($"{1234:N0} [{9,3}] [{9,-3}] [{"ab",-3}] [{new TensorShape(3, 4, 5),7}]"));
        Assert.Equal("", Invariant.Format($""));
    }

    [Fact]
    public void Format_InsideAnArgument_IsAStringOfItsOwn() =>
        Assert.Equal("a(b1c)d2", Invariant.Format($"a({Invariant.Format($"b{1}c")})d{2}"));

    [Fact]
    public void Format_DoesNotFollowTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Finnish writes a comma for the point and U+2212 for the minus.
            CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
            Assert.Equal("-1 -5000000000 -0.5 -2", Invariant.Format($"{-1} {-5_000_000_000L} {-0.5} {(short)-2}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
