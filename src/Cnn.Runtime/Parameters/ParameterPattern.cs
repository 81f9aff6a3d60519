using System.IO.Enumeration;

namespace Cnn;

/// <summary>Names of parameters in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
internal static class ParameterPattern
{
    /// <summary>The parameters that a pattern names.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ParameterView[] Find(string pattern, ParameterView[] views, string network)
    {
        ParameterView[] matches = Array.FindAll(views, view => Matches(pattern, view.Name));
        return matches.Length > 0 ? matches : throw new ArgumentException(
            $"'{Excerpt.Of(pattern)}' names no parameter of {network}. It has: "
                + $"{string.Join(", ", views.Select(view => VisibleText.Of(view.Name)))}.", nameof(pattern));
    }

    /// <summary>Whether a pattern names a parameter; letters count as they are.</summary>
    public static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: false);
}
