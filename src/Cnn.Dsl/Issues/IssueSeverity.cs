namespace Cnn.Dsl;

/// <summary>How bad an issue is.</summary>
public enum IssueSeverity
{
    /// <summary>Nothing is wrong; something could be better.</summary>
    Advice,

    /// <summary>The network works, and probably not as its author thinks.</summary>
    Warning,

    /// <summary>There is no network.</summary>
    Error,
}
