using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cnn.Generators;

/// <summary>The vector widths that a project has its kernels written in: its property <c>CnnVectorWidths</c>.</summary>
/// <param name="Widths">The widths, the widest first; all of them where the property is not set, or wrong.</param>
/// <param name="Wrong">What stands there where it is wrong; null where it is right.</param>
internal sealed record WrittenWidths(EquatableArray<VectorWidth> Widths, string? Wrong)
{
    /// <summary>What the project's networks are planned for.</summary>
    public Target Target => Target.Default with { Widths = Widths };

    /// <summary>Reads the property, in which the build has replaced semicolons: they begin a comment on its way to the compiler.</summary>
    public static WrittenWidths Read(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property._CnnVectorWidths", out string? text);
        text = (text ?? "").Trim();
        if (text.Length == 0) return new(Target.Default.Widths, null);
        string[] words = [.. text.Split(',', ';').Select(word => word.Trim()).Where(word => word.Length > 0)];
        var widths = Target.Default.Widths.Where(width => words.Contains(Invariant.Format($"{width.Bits}"), StringComparer.Ordinal))
            .ToEquatableArray();
        bool isRight = words.Length > 0 && words.All(word => widths.Any(width => word == Invariant.Format($"{width.Bits}")));
        return isRight ? new(widths, null) : new(Target.Default.Widths, text);
    }

    /// <summary>The issue of a network in a project whose property is wrong.</summary>
    public static Issue IssueOf(NetworkReading reading, string wrong) =>
        Issue.At(reading.NameRange, IssueCatalog.NoVectorWidths, wrong, reading.Identity.Name);
}
