namespace Cnn.Dsl.Tests;

/// <summary>Asserts issues: their ids, their exact ranges (the marks of the text, in order) and a part of each message.</summary>
internal static class Check
{
    /// <summary>What the parser says of a file.</summary>
    public static ParseResult Syntax(string marked, params (string Id, string Message)[] expected)
    {
        var text = MarkedText.Read(marked);
        var result = CnnParser.Parse(text.Text, MarkedText.Path);
        Same(text, result.Issues, expected);
        return result;
    }

    /// <summary>What the resolver says of the only network of a file without syntax errors.</summary>
    public static ResolutionResult Rules(string marked, params (string Id, string Message)[] expected)
    {
        var text = MarkedText.Read(marked);
        var parsed = CnnParser.Parse(text.Text, MarkedText.Path);
        Assert.Empty(parsed.Issues);
        var result = Resolver.Resolve(Assert.Single(parsed.Networks));
        Same(text, result.Issues, expected);
        Assert.Equal(result.Issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error), result.Spec is null);
        return result;
    }

    /// <summary>The network of statements without any issue.</summary>
    public static NetworkSpec Valid(string statements, params string[] warnings)
    {
        var parsed = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        var result = Resolver.Resolve(Assert.Single(parsed.Networks));
        Assert.Equal(warnings, result.Issues.Select(issue => issue.Descriptor.Id));
        return result.Spec!;
    }

    public static void Same(MarkedText text, EquatableArray<Issue> issues, (string Id, string Message)[] expected)
    {
        Assert.Equal(expected.Select(issue => issue.Id), issues.Select(issue => issue.Descriptor.Id));
        for (int i = 0; i < expected.Length; i++) Assert.Contains(expected[i].Message, issues[i].Message);
        Assert.Equal(text.Marks, issues.Select(issue => issue.Range));
    }
}
