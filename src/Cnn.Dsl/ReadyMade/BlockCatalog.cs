namespace Cnn.Dsl;

/// <summary>The attributes that stand for blocks. What the blocks are stands in <c>ReadyMade.cnn</c>.</summary>
public static class BlockCatalog
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<BlockDefinition> All { get; } =
    [
        new("Residual", "basic", new("maps", "stride"), 1),
        new("Bottleneck", "bottleneck", new("maps", "stride"), 1),
        new("Inception", "inception", new("c1", "r3", "c3", "r5", "c5", "p"), 6),
    ];

    /// <summary>By the attribute's name, without <c>Attribute</c>.</summary>
    public static IReadOnlyDictionary<string,
    BlockDefinition> ByAttribute { get; } = All.ToDictionary(block => block.AttributeName, StringComparer.Ordinal);

    internal static IReadOnlyDictionary<string,
    BlockDefinition> ByKeyword { get; } = All.ToDictionary(block => block.Keyword, StringComparer.Ordinal);

    internal static BlockTable Blocks { get; } = Read();

    private static BlockTable Read()
    {
        using var stream = typeof(BlockCatalog).Assembly.GetManifestResourceStream("ReadyMade.cnn")!;
        using var reader = new StreamReader(stream);
        var tokens = new TokenReader(reader.ReadToEnd(), "ReadyMade.cnn", new());
        var parser = new FileParser(tokens);
        parser.Parse();
        if (tokens.IssueCount > 0) throw new InvalidOperationException("ReadyMade.cnn is wrong: " + tokens.Issues[0].Message);
        return parser.Blocks;
    }
}
