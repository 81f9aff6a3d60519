using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Something that is wrong, and where.</summary>
/// <param name="Descriptor">The kind of issue.</param>
/// <param name="Range">Where.</param>
/// <param name="Arguments">What the message's places are filled with, already formatted and visible.</param>
public sealed record Issue(IssueDescriptor Descriptor, SourceRange Range, EquatableArray<string> Arguments)
{
    /// <summary>Errors of one network that are listed: more than anyone reads.</summary>
    internal const int MostErrors = 100;

    /// <summary>What it says to programs.</summary>
    public EquatableArray<IssueProperty> Properties { get; init; }

    /// <summary>The other place that it is about; null where there is none.</summary>
    public SourceRange? Other { get; init; }

    /// <summary>What to do here, where that is more than the descriptor's advice says; null where it is not.</summary>
    public string? Advice { get; init; }

    /// <summary>The use of a block, or the repetition, in which it is wrong; null outside of any.</summary>
    public LayerOrigin? Origin { get; init; }

    /// <summary>The name of the layer that is wrong, where its place is that of several layers.</summary>
    public string? Layer { get; init; }

    /// <summary>What is wrong and what to do, in full.</summary>
    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Descriptor.Message, Arguments.ToArray<object>()) + Where() + ". "
            + (Advice ?? Descriptor.Advice);

    // A name may be as long as a text; a message about it need not be.
    private const int LongestArgument = 2_000;

    /// <summary>
    /// Makes an issue; the arguments are formatted under the invariant culture, made visible, and cut off where nobody would read on.
    /// </summary>
    public static Issue At(SourceRange range, IssueDescriptor descriptor, params object[] arguments) =>
        new(descriptor, range, arguments.Select(Text).ToEquatableArray());

    private static string Text(object argument)
    {
        string text = Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "";
        return VisibleText.Of(text.Length <= LongestArgument ? text : text.Substring(0, LongestArgument - 1) + "…");
    }

    private string Where() => Origin is null ? ""
        : VisibleText.Of(" (" + Origin.Describe(Range) + (Layer is null ? "" : $"; layer '{ShownNames.Short(Layer)}'") + ")");
}
