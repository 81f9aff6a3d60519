namespace Cnn.Dsl;

/// <summary>What stands in one pair of braces, or in none.</summary>
internal sealed class StatementList
{
    /// <summary>The statements that could be read, in the order of the text.</summary>
    public List<StatementTemplate> List { get; } = [];

    /// <summary>What they become.</summary>
    public ExpansionSize Size { get; set; }
}

/// <summary>A brace that is open.</summary>
/// <param name="Range">Where it stands.</param>
/// <param name="Statements">Where what stands in it goes; null where branches stand in it.</param>
/// <param name="Join">The join that it belongs to.</param>
/// <param name="IsStray">Whether it stands where none should.</param>
internal sealed record OpenBraces(SourceRange Range, StatementList? Statements, OpenJoin? Join, bool IsStray);

/// <summary>A join whose braces are open.</summary>
/// <param name="Keyword">Its word.</param>
/// <param name="Layer">The layer that it becomes.</param>
/// <param name="IsResidual">Whether it is a residual.</param>
internal sealed record OpenJoin(string Keyword, LayerTemplate Layer, bool IsResidual)
{
    /// <summary>Whether it ends a head.</summary>
    public bool IsHead => Layer.Definition.Syntax.EndsHead;

    /// <summary>The branches that have begun.</summary>
    public List<BranchTemplate> Branches { get; } = [];

    /// <summary>What it becomes with the branches that have ended.</summary>
    public ExpansionSize Size { get; set; } = Layer.Size;
}
