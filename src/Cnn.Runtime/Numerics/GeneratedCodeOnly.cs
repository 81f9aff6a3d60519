namespace Cnn.Runtime;

/// <summary>
/// What the compiler says of a call that only generated code may make: references and counts are taken as they come, and a wrong count
/// reads or writes memory that is not the
/// caller's. A check would cost each kernel time, and C# cannot ask for <c>unsafe</c> where no pointer is; so whoever calls all the
/// same says so by suppressing the diagnostic.
/// </summary>
internal static class GeneratedCodeOnly
{
    /// <summary>The diagnostic, which generated files suppress.</summary>
    public const string Id = "CNN1055";

    /// <summary>Why, and what instead.</summary>
    public const string Message =
        "it is for generated code, and checks neither references nor counts: "
        + "a wrong count reads or writes memory that is not the caller's. Run networks through their sessions";

    /// <summary>Where that is explained.</summary>
    public const string Page = "https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/{0}.md";
}
