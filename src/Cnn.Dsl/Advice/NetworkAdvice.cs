namespace Cnn.Dsl;

/// <summary>What could be better in a network in which nothing is wrong. Each piece of advice is a file in this folder.</summary>
internal static class NetworkAdvice
{
    private static readonly Func<NetworkSpec, IEnumerable<Advice>>[] s_rules =
    [
        LargeKernelAdvice.Of, NoSoftmaxAdvice.Of, DropoutAtEndAdvice.Of, UnreadPaddingAdvice.Of,
        SoftmaxOfOneAdvice.Of, ActivationBeforeLossAdvice.Of, LargeMomentumAdvice.Of, SumWithItselfAdvice.Of,
    ];

    /// <summary>All advice, at the places of the declaration that <paramref name="spec"/> came of.</summary>
    public static IEnumerable<Issue> Of(NetworkDeclaration declaration, NetworkSpec spec, Work work) => s_rules
        .SelectMany(rule => Ticking(rule(spec), work))
        .Select(advice => Issue.At(PlaceOf(declaration.Layers[advice.Layer], advice.Arguments), advice.Descriptor, advice.Message) with
        {
            Properties = advice.Properties,
            Origin = declaration.Layers[advice.Layer].Origin,
            Layer = spec.Layers[advice.Layer].Name,
        })
        // Several layers may come from one place of a block; what could be better there is said once, of the first of them.
        .GroupBy(issue => (issue.Descriptor, issue.Range))
        .Select(group => group.First());

    private static IEnumerable<Advice> Ticking(IEnumerable<Advice> advice, Work work)
    {
        work.Tick();
        foreach (var piece in advice)
        {
            work.Tick();
            yield return piece;
        }
    }

    private static SourceRange PlaceOf(LayerDeclaration layer, string[] arguments) =>
        layer.Arguments.FirstOrDefault(argument => arguments.Contains(argument.Name))?.Range ?? layer.Range;
}

/// <summary>A piece of advice.</summary>
/// <param name="Descriptor">Its kind.</param>
/// <param name="Layer">The position of the layer that it is about.</param>
/// <param name="Arguments">
/// The arguments of the layer that it is about, any of which may be written; the layer itself where none is.
/// </param>
/// <param name="Message">What the message's places are filled with.</param>
internal sealed record Advice(IssueDescriptor Descriptor, int Layer, string[] Arguments, params object[] Message)
{
    /// <summary>What a tool needs to follow it.</summary>
    public EquatableArray<IssueProperty> Properties { get; init; }
}
