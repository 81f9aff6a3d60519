using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Reads from a wrong declaration what the code around it may already use.</summary>
internal static class Skeletons
{
    // The layers of a network that is itself too long are not worth a compiler's time.
    private const int MostMembers = 10_000;

    /// <summary>The members of the layers that could be read, and the ids of the errors.</summary>
    public static SkeletonSpec Of(NetworkDeclaration declaration, IEnumerable<Issue> issues)
    {
        var layers = declaration.Layers;
        var names = LayerNames.Of(layers);
        var members = Enumerable.Range(0, layers.Count)
            .Where(i => LayerCatalog.ByKeyword[layers[i].Keyword].HasParametersIn(layers[i]))
            .Select(i => MemberNames.ForLayer(names[i]))
            .Where(member => member != declaration.Name.Value && !MemberNames.Reserved.Contains(member))
            .Distinct(StringComparer.Ordinal)
            .Take(MostMembers);
        var errors = issues
            .Where(issue => issue.Descriptor.Severity == IssueSeverity.Error)
            .Select(issue => issue.Descriptor.Id)
            .Distinct()
            .OrderBy(id => id, StringComparer.Ordinal);
        return new(members.ToEquatableArray(), errors.ToEquatableArray()) { Trains = !declaration.IsInferenceOnly };
    }
}
