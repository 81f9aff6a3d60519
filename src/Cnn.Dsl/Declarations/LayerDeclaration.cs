namespace Cnn.Dsl;

/// <summary>A layer as it was written, with attributes or in text.</summary>
/// <param name="Keyword">The layer's keyword in text, for example <c>maxpool</c>; the catalogue of layers knows it.</param>
/// <param name="Range">Where the keyword (the attribute's name) stands.</param>
/// <param name="Name">The name it was given; null for an automatic one.</param>
/// <param name="From">The layers whose outputs it reads; empty for the one before.</param>
/// <param name="Arguments">Its arguments, in the order of the source.</param>
public sealed record LayerDeclaration(
    string Keyword,
    SourceRange Range,
    Located<string>? Name,
    EquatableArray<Located<string>> From,
    EquatableArray<ArgumentDeclaration> Arguments)
{
    /// <summary>The use of a block, or the repetition, that it was written out of; null where it stands there itself.</summary>
    public LayerOrigin? Origin { get; init; }

    /// <summary>The attribute that it was written as, without brackets; null in text.</summary>
    public string? Attribute { get; init; }

    /// <summary>Whether it is the activation of the layer just before it, where it was written as a word.</summary>
    public bool IsActivation { get; init; }
}
