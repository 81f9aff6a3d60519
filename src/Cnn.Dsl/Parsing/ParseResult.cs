namespace Cnn.Dsl;

/// <summary>What a text declares, and what is wrong with it.</summary>
/// <param name="Networks">
/// The networks that could be read, in the order of the text; those with syntax errors are there as far as they could be read.
/// </param>
/// <param name="Issues">What is wrong with the text, in the order of the text.</param>
public sealed record ParseResult(EquatableArray<NetworkDeclaration> Networks, EquatableArray<Issue> Issues)
{
    /// <summary>Whether any issue is an error.</summary>
    public bool HasErrors => Issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error);
}
