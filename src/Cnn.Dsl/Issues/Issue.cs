using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Something that is wrong, and where.</summary>
/// <param name="Descriptor">The kind of issue.</param>
/// <param name="Range">Where.</param>
/// <param name="Arguments">What the message's places are filled with, already formatted and visible.</param>
public sealed record Issue(IssueDescriptor Descriptor, SourceRange Range, EquatableArray<string> Arguments)
{
    /// <summary>What it says to programs.</summary>
    public EquatableArray<IssueProperty> Properties { get; init; }

    /// <summary>The other place that it is about; null where there is none.</summary>
    public SourceRange? Other { get; init; }

    /// <summary>What is wrong and what to do, in full.</summary>
    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Descriptor.Message, Arguments.ToArray<object>()) + ". " + Descriptor.Advice;

    /// <summary>Makes an issue; the arguments are formatted under the invariant culture, and everything in them is made visible.</summary>
    public static Issue At(SourceRange range, IssueDescriptor descriptor, params object[] arguments) =>
        new(descriptor, range, arguments.Select(argument => VisibleText.Of(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "")).ToEquatableArray());
}
