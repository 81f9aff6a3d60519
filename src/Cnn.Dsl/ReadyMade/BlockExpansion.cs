namespace Cnn.Dsl;

/// <summary>
/// Writes the blocks out that attributes stand for, just as a block is that a text uses. What comes of one stands where its attribute does.
/// </summary>
public static class BlockExpansion
{
    private const string Repeat = "repeat";

    /// <summary>The layers with all blocks written out.</summary>
    /// <param name="network">The network, for messages.</param>
    /// <param name="layers">Layers, and among them the blocks of <see cref="BlockCatalog"/>.</param>
    /// <param name="report">Takes what is wrong; where it is called, blocks may be missing.</param>
    /// <param name="cancellation">Asked between layers.</param>
    public static EquatableArray<LayerDeclaration> Expand(
        Located<string> network, EquatableArray<LayerDeclaration> layers, Action<Issue> report, CancellationToken cancellation = default)
    {
        if (layers.All(layer => !BlockCatalog.ByKeyword.ContainsKey(layer.Keyword))) return layers;
        var tokens = new TokenReader("", "", new(cancellation));
        var statements = new List<StatementTemplate>();
        var size = default(ExpansionSize);
        foreach (var layer in layers)
        {
            tokens.Work.Tick();
            StatementTemplate? statement = BlockCatalog.ByKeyword.TryGetValue(layer.Keyword, out var block)
                ? Use(layer, block, tokens) : Layer(layer);
            if (statement is null) continue;
            statements.Add(statement);
            size = size.Then(statement.Size);
        }
        var expanded = new Expander(tokens).Expand(network, statements, size);
        foreach (var issue in tokens.Issues) report(issue);
        return expanded;
    }

    private static LayerTemplate Layer(LayerDeclaration layer)
    {
        var arguments = layer.Arguments
            .Select(argument => new ArgumentTemplate(argument.Name, argument.Value, [], false, argument.Range)
            {
                Word = argument.Word, Property = argument.Property,
            }).ToArray();
        return new(LayerCatalog.ByKeyword[layer.Keyword], layer.Range, layer.Name, layer.From, null, arguments)
        {
            Size = new(1, layer.Name?.Value.Length ?? 0, 0) { Reads = layer.From.Count },
            Attribute = layer.Attribute,
        };
    }

    private static UseTemplate? Use(LayerDeclaration layer, BlockDefinition block, TokenReader tokens)
    {
        var arguments = new List<Expression>();
        foreach (string parameter in block.Parameters)
        {
            if (Written(layer, parameter, tokens) is { } argument) arguments.Add(
                new([new(ExpressionStepKind.Constant, argument.Value, argument.Range)], argument.Range));
            else if (arguments.Count < block.Required) return null;
        }
        int? repetitions = (int?)Written(layer, Repeat, tokens)?.Value;
        var template = BlockCatalog.Blocks.Find(new(block.Block, layer.Range), arguments.Count)!;
        var size = template.Size.Inside((layer.Name?.Value.Length ?? 0) + 1).Repeated(repetitions ?? 1);
        return new(
            template, layer.Range, layer.Name, layer.From, repetitions, arguments) { Size = size, StandsAtItsUse = true,
            Shown = Shown(layer, block) };
    }

    // As it is written in C#, but for what names it and says how often it stands there.
    private static string Shown(LayerDeclaration layer, BlockDefinition block)
    {
        var arguments = block.Parameters
            .Select((name, i) => (
                Label: i < block.Required ? "" : char.ToUpperInvariant(name[0]) + name.Substring(1) + " = ",
                Value: layer.Arguments.FirstOrDefault(written => written.Name == name)?.Value as IntegerValue))
            .Where(argument => argument.Value is not null)
            .Select(argument => Invariant.Format($"{argument.Label}{argument.Value!.Value}"));
        return $"[{block.AttributeName}({string.Join(", ", arguments)})]";
    }

    // A number that is out of its range is said at the attribute, rather than at each layer that it is for.
    private static Located<long>? Written(LayerDeclaration layer, string name, TokenReader tokens)
    {
        if (layer.Arguments.FirstOrDefault(
            argument => argument.Name == name) is not { Value: IntegerValue { Value: var value } } written) return null;
        if (value is >= 1 and <= int.MaxValue) return new(value, written.Range);
        tokens.Report(written.Range, IssueCatalog.OutOfRange, written.Shown, value, "at least 1");
        return new(1, written.Range);
    }
}
