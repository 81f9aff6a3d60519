using System.Globalization;
using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes code whose numbers do not depend on the user's culture.</summary>
internal static class CodeWriterExtensions
{
    /// <summary>Writes a line.</summary>
    public static void Code(this CodeWriter writer, ref InvariantStringHandler line) => writer.Line(Invariant.Format(ref line));

    /// <summary>Opens a block.</summary>
    public static CodeWriter.Braces Open(this CodeWriter writer, ref InvariantStringHandler head) =>
        writer.Block(Invariant.Format(ref head));

    /// <summary>A float literal that reads back as itself.</summary>
    public static string Literal(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    /// <summary>A string literal.</summary>
    public static string Literal(string value) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
