namespace Cnn.Dsl;

/// <summary>What probably makes two inputs of a sum equal.</summary>
/// <param name="Finding">What is known of them, a part of a sentence.</param>
/// <param name="Advice">What to do.</param>
internal sealed record SumRemedy(string Finding, string Advice)
{
    /// <summary>What a tool needs to do it.</summary>
    public EquatableArray<IssueProperty> Properties { get; init; }

    /// <summary>The remedy for the first input of a sum and another that has another shape.</summary>
    public static SumRemedy Of(LayerReader reader, int other) =>
        Scaling(reader, other) ?? Padding(reader, other) ?? BlockWithoutStride(reader, other) ?? Projecting(reader, other)
        ?? new("no 1x1 convolution makes one of the other", "Make their sizes equal, or add others.");

    // A squeeze-and-excitation multiplies each map by a number of its own (Hu et al., 2018).
    private static SumRemedy? Scaling(LayerReader reader, int other)
    {
        var (a, b) = (reader.Input, reader.InputShapes[other]);
        if (a.IsVector == b.IsVector || a.Channels != b.Channels) return null;
        int vector = a.IsVector ? 0 : other, map = other - vector;
        return reader.VectorMaker(vector) is null ? null : new(
            $"'{reader.InputNames[vector]}' has one value for each map of '{reader.InputNames[map]}'",
            "A scaling of maps, as squeeze-and-excitation has it, multiplies, and the language has no such layer: "
                + "add maps of one size, or leave the sum out.");
    }

    // Windows without padding make maps smaller, which is the usual cause.
    private static SumRemedy? Padding(LayerReader reader, int other)
    {
        if (PaddedBranch.Of(reader, 0, other) is not { } padded) return null;
        if (padded.First == padded.Other) return new(
            $"{padded.Finding}, and with padding 'same' both would be {padded.Other}", padded.Advice + ".");
        return Projection.Between(padded.First, padded.Other, other) is not { } projection ? null : new(
            $"{padded.Finding}, and with padding 'same' they would be {padded.First} and {padded.Other}",
            $"{padded.Advice}; then {projection.Describe(reader.InputNames[projection.Position])}.");
    }

    // The attribute's block has its input for a shortcut unless it is given a stride.
    private static SumRemedy? BlockWithoutStride(LayerReader reader, int other)
    {
        // Only blocks of attributes are shown in brackets.
        if (reader.Origin is not { IsUse: true, What: var block } || block[0] != '[' || block.Contains("Stride")) return null;
        // A residual's branch stands before its shortcut.
        var (a, b) = (reader.Input, reader.InputShapes[other]);
        return a with { Channels = b.Channels } != b ? null : new(
            $"without a stride the shortcut of {block} is its input",
            Invariant.Format($"Write {block.Replace(")]", ", Stride = 1)]")}, whose shortcut is a 1x1 convolution of {a.Channels} maps."));
    }

    private static SumRemedy? Projecting(LayerReader reader, int other)
    {
        if (Projection.Between(reader.Input, reader.InputShapes[other], other) is not { } projection) return null;
        return new(
            projection.Describe(reader.InputNames[projection.Position]),
            IssueCatalog.SumOfShapes.Advice) { Properties = projection.Properties };
    }
}
