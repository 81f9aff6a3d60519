namespace Cnn.Dsl;

/// <summary>
/// What is wrong with a layer whatever it reads. It is said although its input is not known, because something before it is wrong: one
/// correction should not bring up the next mistake.
/// </summary>
internal static class AnyInput
{
    // Two inputs that have nothing in common: what is said of both, in the same words, does not depend on the input. Many numbers divide
    // 840.
    private static readonly TensorShape[] s_shapes = [new(1, 1, 1), new(840, 840, 840)];

    /// <summary>The errors that any input would give.</summary>
    /// <param name="declared">The layer.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="name">Its name.</param>
    /// <param name="sources">How many layers it reads.</param>
    public static IEnumerable<Issue> Errors(LayerDeclaration declared, LayerDefinition definition, string name, int sources)
    {
        var found = s_shapes.Select(shape => Issues(declared, definition, name, sources, shape)).ToArray();
        return found[0].Where(issue => issue.Descriptor.Severity == IssueSeverity.Error && found[1].Contains(issue));
    }

    private static List<Issue> Issues(LayerDeclaration declared, LayerDefinition definition, string name, int sources, TensorShape shape)
    {
        var issues = new List<Issue>();
        var positions = Enumerable.Range(0, sources).ToEquatableArray();
        var inputs = positions.Select(LayerSpec (_) => new InputSpec("", shape)).ToEquatableArray();
        definition.Resolve(new(declared, name, positions, inputs, issues.Add));
        // How it is corrected may depend on the input where that it is wrong does not.
        return [.. issues.Select(issue => issue with { Properties = EquatableArray<IssueProperty>.Empty })];
    }
}
