using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators;

/// <summary>Names as C# source has to write them.</summary>
internal static class Identifiers
{
    /// <summary>
    /// The name, with <c>@</c> before it where C# would take it for a keyword, now or in a later version: those have lower-case letters
    /// only (CS8981).
    /// </summary>
    public static string Escape(string name)
    {
        bool reserved = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            || name.All(c => c is >= 'a' and <= 'z');
        return reserved ? "@" + name : name;
    }

    /// <summary>Each part of a dotted name escaped.</summary>
    public static string EscapeDotted(string name) => name.Length == 0 ? "" : string.Join(".", name.Split('.').Select(Escape));

    /// <summary>Whether every part of a dotted name is a C# identifier.</summary>
    public static bool AreValid(string dotted) => dotted.Split('.').All(SyntaxFacts.IsValidIdentifier);
}
