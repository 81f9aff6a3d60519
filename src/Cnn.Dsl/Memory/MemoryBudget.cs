namespace Cnn.Dsl;

/// <summary>The most bytes that a network's sessions may take, and where that was written.</summary>
/// <param name="Inference">An inference session; null where there is no limit.</param>
/// <param name="Training">A training session; null likewise.</param>
internal sealed record MemoryBudget(Located<long>? Inference, Located<long>? Training)
{
    /// <summary>What stands after <c>inference</c> and <c>training</c> in the names of the options.</summary>
    public const string OptionSuffix = "Budget";

    /// <summary>Reads the options; what is no size is reported, and no limit.</summary>
    public static MemoryBudget Read(NetworkDeclaration declaration, Action<Issue> report) =>
        new(Read(declaration, "inference" + OptionSuffix, report), Read(declaration, "training" + OptionSuffix, report));

    private static Located<long>? Read(NetworkDeclaration declaration, string option, Action<Issue> report)
    {
        if (declaration.Options.FirstOrDefault(
            candidate => candidate.Name == option) is not { Value: TextValue written } argument) return null;
        if (MemorySize.Parse(written.Value) is { } bytes) return new(bytes, argument.Range);
        report(Issue.At(argument.Range, IssueCatalog.NoMemorySize, ShownNames.Short(written.Value)));
        return null;
    }
}
