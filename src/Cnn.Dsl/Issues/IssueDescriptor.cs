namespace Cnn.Dsl;

/// <summary>A kind of issue. Ids are never used again for something else.</summary>
/// <param name="Id"><c>CNN</c> and four digits: 1 declarations, 2 shapes and geometry, 3 memory and cost, 4 text syntax, 5 advice.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Message">What is wrong here, with the arithmetic: a composite format.</param>
/// <param name="Advice">What to do, in one sentence.</param>
public sealed record IssueDescriptor(string Id, IssueSeverity Severity, string Title, string Message, string Advice);
