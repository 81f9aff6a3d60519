using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>Reads what was written in attributes into the declaration that text is read into as well.</summary>
internal static class AttributeReader
{
    private const string LayerName = "name", LayerFrom = "from", LayerInputs = "inputs", KindName = "kind";

    /// <summary>The argument of <c>[Network]</c> that holds text.</summary>
    public const string Source = "source";

    /// <summary>Reads one layer, or a block.</summary>
    public static LayerDeclaration Layer(CnnAttributes.LayerApplication layer, Action<Issue> report)
    {
        Located<string>? name = null, from = null;
        string fromSpelled = LayerFrom, inputsSpelled = LayerInputs;
        var inputs = EquatableArray<Located<string>>.Empty;
        var arguments = new List<ArgumentDeclaration>();
        bool joinsInputs = LayerCatalog.ByKeyword.TryGetValue(layer.Keyword, out var definition) && definition.Syntax.JoinsInputs;
        foreach (var written in AttributeArguments.Of(layer))
        {
            var range = SourceRanges.RangeOf(written.Expression);
            switch (written.Name)
            {
                case LayerName:
                    name = TextOf(written, range);
                    break;
                case LayerFrom:
                    (from, fromSpelled) = (TextOf(written, range), written.Spelled);
                    break;
                case LayerInputs when joinsInputs:
                    (inputs, inputsSpelled) = (AttributeArguments.Strings(layer, written), written.Spelled);
                    break;
                default:
                    if (ConstantReader.Read(written, range, report) is { } value)
                        arguments.Add(new(written.Name, value, range) { Property = written.Spelled });
                    break;
            }
        }
        if (from is not null && inputs.Count > 0)
            report(Issue.At(from.Range, IssueCatalog.ConflictingArguments, fromSpelled, inputsSpelled));
        if (from is not null && inputs.Count == 0) inputs = new(from);
        return new(layer.Keyword, SourceRanges.RangeOf(layer.Syntax.Name), name, inputs, arguments.ToEquatableArray())
        {
            Attribute = layer.AttributeName,
        };
    }

    /// <summary>Reads the arguments of <c>[Network]</c>, all but the text.</summary>
    public static EquatableArray<ArgumentDeclaration> Options(CnnAttributes.Application network, Action<Issue> report)
    {
        var options = new List<ArgumentDeclaration>();
        foreach (var written in AttributeArguments.Of(network))
        {
            var range = SourceRanges.RangeOf(written.Expression);
            if (written.Name != Source && ConstantReader.Read(written, range, report) is { } value)
                options.Add(new(written.Name, value, range) { Property = written.Spelled });
        }
        return options.ToEquatableArray();
    }

    /// <summary>
    /// Reads the arguments of <c>[MemoryBudget]</c>, by the names that a network's options have: <c>Training</c> is <c>trainingBudget</c>.
    /// </summary>
    public static EquatableArray<ArgumentDeclaration> Budget(CnnAttributes.Application budget, Action<Issue> report) =>
        Options(budget, report).Select(option => option with
        {
            Name = option.Name + "Budget",
            // [Network] has a Training as well.
            Property = option.Property + " of [MemoryBudget]",
        }).ToEquatableArray();

    /// <summary>
    /// Reads the arguments of <c>[Loss]</c>, by the names that a network's options have: <c>Delta</c> is <c>lossDelta</c>.
    /// </summary>
    public static EquatableArray<ArgumentDeclaration> Loss(CnnAttributes.Application loss, Action<Issue> report) =>
        Kind(loss, NetworkDeclaration.LossOption, report);

    /// <summary>Reads those of <c>[Optimizer]</c> likewise: <c>Beta1</c> is <c>optimizerBeta1</c>.</summary>
    public static EquatableArray<ArgumentDeclaration> Optimizer(CnnAttributes.Application optimizer, Action<Issue> report) =>
        Kind(optimizer, NetworkDeclaration.OptimizerOption, report);

    private static EquatableArray<ArgumentDeclaration> Kind(CnnAttributes.Application kind, string option, Action<Issue> report) =>
        Options(kind, report).Select(argument => argument with
        {
            Name = argument.Name == KindName ? option : option + char.ToUpperInvariant(argument.Name[0]) + argument.Name.Substring(1),
            // The kind stands in the attribute without a name.
            Property = argument.Name == KindName ? $"[{kind.AttributeName}]" : argument.Property,
        }).ToEquatableArray();

    private static Located<string>? TextOf(AttributeArguments.Written written, SourceRange range) =>
        written.Value.Value is string text ? new(text, range) : null;
}
