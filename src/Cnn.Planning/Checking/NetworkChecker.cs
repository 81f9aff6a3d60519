namespace Cnn.Planning;

/// <summary>
/// Everything that is proved of a network before it runs: what the resolver checks, that its plan can be addressed, and that it keeps its
/// memory budget.
/// </summary>
public static class NetworkChecker
{
    /// <summary>Checks one network; a spec that is returned can be planned and emitted.</summary>
    public static ResolutionResult Check(NetworkDeclaration declaration, CancellationToken cancellation = default) =>
        Check(declaration, new Work(cancellation));

    internal static ResolutionResult Check(NetworkDeclaration declaration, Work work)
    {
        var result = Resolver.Resolve(declaration, work);
        if (result.Spec is not { } spec) return result;
        var errors = Memory(declaration, spec, work).ToArray();
        var found = errors.Length == 0 ? NetworkAdvice.Of(declaration, spec, work) : errors;
        return new(errors.Length == 0 ? spec : null, result.Issues.Concat(found).OrderBy(issue => issue.Range.Start).ToEquatableArray());
    }

    private static IEnumerable<Issue> Memory(NetworkDeclaration declaration, NetworkSpec spec, Work work)
    {
        var tooLarge = AddressChecker.TooLarge(spec, work);
        var plan = tooLarge is null ? Planner.PlanMemory(spec, work) : null;
        if (plan is not null) tooLarge = AddressChecker.TooLarge(plan);
        if (tooLarge is not var (what, floats)) return BudgetChecker.Check(declaration, plan!, work);
        var issue = Issue.At(declaration.Name.Range, IssueCatalog.TooMuchMemory, what, Invariant.Count(floats), "");
        return [AddressRemedies.Add(declaration, issue, spec, plan, work)];
    }
}
