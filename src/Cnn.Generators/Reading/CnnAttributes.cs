using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>The attributes of a class that say something about a network.</summary>
/// <param name="Network">The first <c>[Network]</c>; null where there is none.</param>
/// <param name="Budget">Its <c>[MemoryBudget]</c>; null where there is none.</param>
/// <param name="Loss">Its <c>[Loss]</c>; null where there is none.</param>
/// <param name="Optimizer">Its <c>[Optimizer]</c>; null where there is none.</param>
/// <param name="Layers">The layers, in the order of the source.</param>
/// <param name="DeclarationCount">How many of the class's partial declarations carry any of them.</param>
/// <param name="HasErrors">Whether C# itself reports an error at an attribute, so that what it means cannot be known.</param>
internal sealed record CnnAttributes(
    CnnAttributes.Application? Network,
    CnnAttributes.Application? Budget,
    CnnAttributes.Application? Loss,
    CnnAttributes.Application? Optimizer,
    IReadOnlyList<CnnAttributes.LayerApplication> Layers,
    int DeclarationCount,
    bool HasErrors)
{
    /// <summary>The attribute that makes a class a network.</summary>
    public const string NetworkMetadataName = "Cnn.NetworkAttribute";

    /// <summary>The attribute that limits its memory.</summary>
    public const string BudgetMetadataName = "Cnn.MemoryBudgetAttribute";

    /// <summary>The attribute that says what training minimises.</summary>
    public const string LossMetadataName = "Cnn.LossAttribute";

    /// <summary>The attribute that says what training runs with.</summary>
    public const string OptimizerMetadataName = "Cnn.OptimizerAttribute";

    /// <summary>An attribute and its syntax.</summary>
    internal record Application(AttributeData Data, AttributeSyntax Syntax)
    {
        /// <summary>The attribute's name, without brackets and <c>Attribute</c>.</summary>
        public string AttributeName => NameOf(Data)!;

        /// <summary>The part of the class that it stands on.</summary>
        public SyntaxNode? Declaration => Syntax.Parent?.Parent;
    }

    /// <summary>The attribute of a layer or a block.</summary>
    internal sealed record LayerApplication(string Keyword, AttributeData Data, AttributeSyntax Syntax) : Application(Data, Syntax)
    {
        /// <summary>The layer; null for a block.</summary>
        public LayerDefinition? Definition => LayerCatalog.ByKeyword.TryGetValue(Keyword, out var definition) ? definition : null;
    }

    // By the attributes' names, without Attribute.
    private static readonly Dictionary<string, string> s_keywords = LayerCatalog.All.Select(layer => (layer.AttributeName, layer.Keyword))
        .Concat(BlockCatalog.All.Select(block => (block.AttributeName, block.Keyword)))
        .ToDictionary(entry => entry.AttributeName, entry => entry.Keyword, StringComparer.Ordinal);

    /// <summary>The metadata names of the attributes of all layers and blocks.</summary>
    public static IEnumerable<string> LayerMetadataNames => s_keywords.Keys.Select(name => "Cnn." + name + "Attribute");

    /// <summary>Finds them; null where the class has none.</summary>
    public static CnnAttributes? Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        Application? network = null, budget = null, loss = null, optimizer = null;
        List<LayerApplication>? layers = null;
        bool unresolved = false;
        foreach (var data in type.GetAttributes())
        {
            if (data.AttributeClass is { TypeKind: TypeKind.Error }) unresolved = true;
            if (NameOf(data) is not { } name
                || data.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax) continue;
            if (name == "Network") network ??= new(data, syntax);
            else if (name == "MemoryBudget") budget ??= new(data, syntax);
            else if (name == "Loss") loss ??= new(data, syntax);
            else if (name == "Optimizer") optimizer ??= new(data, syntax);
            else if (s_keywords.TryGetValue(name, out string? keyword)) (layers ??= []).Add(new(keyword, data, syntax));
        }
        if (network is null && budget is null && loss is null && optimizer is null && layers is null) return null;

        var inOrder = (layers ?? []).OrderBy(layer => layer.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(layer => layer.Syntax.SpanStart).ToArray();
        var all = network is null ? inOrder : inOrder.Prepend(network);
        int declarations = all.Select(application => application.Declaration).Distinct().Count();
        bool haveErrors = all.Any(application => AttributeArguments.HaveErrors(application))
            || new[] { budget, loss, optimizer }.Any(said => said is not null && AttributeArguments.HaveErrors(said));
        return new(network, budget, loss, optimizer, inOrder, declarations, unresolved || haveErrors);
    }

    private static string? NameOf(AttributeData data) =>
        data.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: "Cnn", ContainingNamespace.IsGlobalNamespace: true },
            Name: var name }
        && name.EndsWith("Attribute", StringComparison.Ordinal)
            ? name.Substring(0, name.Length - "Attribute".Length)
            : null;
}
