namespace Cnn.Dsl;

/// <summary>A statement of a block or a network that becomes layers.</summary>
/// <param name="Range">Where its keyword, or the block's name, stands.</param>
/// <param name="Name">The name it was given.</param>
/// <param name="From">The names of the layers that it reads; empty for what stands before it.</param>
/// <param name="Repetitions">How often it stands there; null where that was not written.</param>
internal abstract record StatementTemplate(SourceRange Range, Located<string>? Name, EquatableArray<Located<string>> From, int? Repetitions)
{
    /// <summary>What it becomes.</summary>
    public ExpansionSize Size { get; init; }
}

/// <summary>A layer, or a join of layers that are named.</summary>
internal sealed record LayerTemplate(
    LayerDefinition Definition,
    SourceRange Range,
    Located<string>? Name,
    EquatableArray<Located<string>> From,
    int? Repetitions,
    IReadOnlyList<ArgumentTemplate> Arguments) : StatementTemplate(Range, Name, From, Repetitions)
{
    /// <summary>The attribute that it was written as; null in text.</summary>
    public string? Attribute { get; init; }
}

/// <summary>A join of branches.</summary>
/// <param name="Keyword">The word that it was written with: <c>residual</c>, <c>add</c>.</param>
/// <param name="Layer">The layer that joins.</param>
/// <param name="Branches">What it joins.</param>
internal sealed record JoinTemplate(string Keyword, LayerTemplate Layer, IReadOnlyList<BranchTemplate> Branches)
    : StatementTemplate(Layer.Range, Layer.Name, Layer.From, Layer.Repetitions);

/// <summary>Layers that branch off, and the one that ends them.</summary>
internal sealed record HeadTemplate(LayerTemplate Layer, IReadOnlyList<StatementTemplate> Statements)
    : StatementTemplate(Layer.Range, Layer.Name, Layer.From, Layer.Repetitions);

/// <summary>A branch of a join; one without statements is what the join reads.</summary>
internal sealed record BranchTemplate(SourceRange Range, IReadOnlyList<StatementTemplate> Statements);

/// <summary>A use of a block.</summary>
internal sealed record UseTemplate(
    BlockTemplate Block,
    SourceRange Range,
    Located<string>? Name,
    EquatableArray<Located<string>> From,
    int? Repetitions,
    IReadOnlyList<Expression> Arguments) : StatementTemplate(Range, Name, From, Repetitions)
{
    /// <summary>Whether all that comes of it stands where it is used: nobody sees the block's own text.</summary>
    public bool StandsAtItsUse { get; init; }

    /// <summary>How it is written, where that is not the block's name and its arguments in parentheses.</summary>
    public string? Shown { get; init; }
}
