using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>Attributes as they are written.</summary>
internal static class AttributeText
{
    /// <summary>What stands before the attribute's own name: <c>Cnn.</c> or an alias; nothing where the namespace is used.</summary>
    public static string QualifierOf(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString(), own = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.ToString(),
            AliasQualifiedNameSyntax aliased => aliased.Name.ToString(),
            var simple => simple.ToString(),
        };
        return name.Substring(0, name.Length - own.Length);
    }

    /// <summary>A string as C# writes it.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The name of a property that is set; null for an argument of the constructor.</summary>
    public static string? PropertyOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText;

    /// <summary>The argument that sets a property; null where it is not set.</summary>
    public static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string property) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => PropertyOf(argument) == property);

    /// <summary>Sets a property, which may be set already.</summary>
    public static TextChange Set(AttributeSyntax attribute, string property, string value)
    {
        if (Find(attribute, property) is { } written) return new(written.Expression.Span, value);
        string argument = property + " = " + value;
        return attribute.ArgumentList is not { } list ? new(new(attribute.Name.Span.End, 0), "(" + argument + ")")
            : new(new(list.CloseParenToken.SpanStart, 0), list.Arguments.Count == 0 ? argument : ", " + argument);
    }

    /// <summary>Takes arguments out, and the parentheses where none is left.</summary>
    public static TextChange Without(AttributeSyntax attribute, Func<AttributeArgumentSyntax, bool> isLeftOut)
    {
        var list = attribute.ArgumentList!;
        var kept = list.Arguments.Where(argument => !isLeftOut(argument)).Select(argument => argument.ToString()).ToArray();
        return new(list.Span, kept.Length == 0 ? "" : "(" + string.Join(", ", kept) + ")");
    }

    /// <summary>Replaces an attribute by several, each in a list of its own line where this one has a line to itself.</summary>
    public static TextChange Replace(AttributeSyntax attribute, SourceText text, IReadOnlyList<string> attributes) =>
        HasOwnLine(attribute, text, out string between)
            ? new(attribute.Parent!.Span, string.Join(between, attributes.Select(one => "[" + one + "]")))
            : new(attribute.Span, string.Join(", ", attributes));

    /// <summary>Puts an attribute before another one, in a list of its own line where that one begins a line.</summary>
    public static TextChange InsertBefore(AttributeSyntax attribute, SourceText text, string inserted) =>
        BeginsLine(attribute, text, out string between)
            ? new(new(attribute.Parent!.SpanStart, 0), "[" + inserted + "]" + between)
            : new(new(attribute.SpanStart, 0), inserted + ", ");

    private static bool HasOwnLine(AttributeSyntax attribute, SourceText text, out string between)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        return BeginsLine(attribute, text, out between) && list.Attributes.Count == 1
            && text.ToString(TextSpan.FromBounds(list.Span.End, text.Lines.GetLineFromPosition(list.Span.End).End)).Trim().Length == 0;
    }

    // What stands between two lists: a line end of the file's kind, and the indentation.
    private static bool BeginsLine(AttributeSyntax attribute, SourceText text, out string between)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var line = text.Lines.GetLineFromPosition(list.SpanStart);
        string indentation = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        string lineEnd = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        between = (lineEnd.Length == 0 ? "\n" : lineEnd) + indentation;
        return list.Target is null && list.Attributes[0] == attribute && indentation.Trim().Length == 0;
    }
}
