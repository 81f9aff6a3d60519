using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>
/// Reads a network from the attributes of a class and checks how it is declared. A <c>Source</c> is left to <see cref="SourceReader"/>,
/// which needs the files that it uses.
/// </summary>
internal sealed class ClassReader
{
    private static readonly IssueDescriptor[] s_doubts = [
        IssueCatalog.SeveralDeclarations, IssueCatalog.SourceAndLayers, IssueCatalog.UnsuitableClass];

    private readonly INamedTypeSymbol _type;
    private readonly CnnAttributes.Application _network;
    private readonly CnnAttributes _attributes;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly List<Issue> _issues = [];

    private ClassReader(
        INamedTypeSymbol type, CnnAttributes.Application network, CnnAttributes attributes, TypeDeclarationSyntax declaration,
        Compilation compilation, CancellationToken cancellation)
    {
        _type = type;
        _network = network;
        _attributes = attributes;
        _declaration = declaration;
        _compilation = compilation;
        _cancellation = cancellation;
    }

    /// <summary>Reads the network that a node with <c>[Network]</c> declares; null for the second such node of one class.</summary>
    public static ClassReading? ReadNode(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type
            || CnnAttributes.Of(type, cancellation) is not { Network: { } network } attributes) return null;
        return network.Declaration == context.TargetNode ? Read(type, attributes, context.SemanticModel.Compilation, cancellation) : null;
    }

    /// <summary>Reads a class that has any of the attributes; null where it is no network and no issue either.</summary>
    public static ClassReading? Read(
        INamedTypeSymbol type, CnnAttributes attributes, Compilation compilation, CancellationToken cancellation) =>
        attributes.Network is { Declaration: TypeDeclarationSyntax declaration } network
            ? new ClassReader(type, network, attributes, declaration, compilation, cancellation).Read()
            : null;

    /// <summary>The issue of layers, or else of what is said of training, on a class that is no network.</summary>
    public static Issue? StrayLayers(INamedTypeSymbol type, CnnAttributes attributes) =>
        attributes.Network is not null ? null
        : attributes.Layers.Count > 0
            ? Issue.At(SourceRanges.RangeOf(attributes.Layers[0].Syntax.Name), IssueCatalog.LayerWithoutNetwork, type.Name)
        : attributes.Budget is not null
            ? Issue.At(SourceRanges.RangeOf(attributes.Budget.Syntax.Name), IssueCatalog.BudgetWithoutNetwork, type.Name)
        : attributes.Loss is not null
            ? Issue.At(SourceRanges.RangeOf(attributes.Loss.Syntax.Name), IssueCatalog.LossWithoutNetwork, type.Name)
        : Issue.At(SourceRanges.RangeOf(attributes.Optimizer!.Syntax.Name), IssueCatalog.OptimizerWithoutNetwork, type.Name);

    private ClassReading Read()
    {
        var nameRange = SourceRanges.RangeOf(_declaration.Identifier);
        var shell = ClassShape.Read(_type, _declaration, _issues.Add);
        var identity = new NetworkIdentity(ClassShape.FullNameOf(_type), "", 0);
        var name = new Located<string>(_type.Name, nameRange);
        var users = shell is null ? UsersCode.None : UsersCodeReader.Read(_type, _compilation);
        if (SourceOf() is { } text)
        {
            var options = Options(_issues.Add);
            var source = EmbeddedSource.Of(text.Expression, (string)text.Value.Value!);
            return new(null, new(identity, name, ClassShape.NamespaceOf(_type), shell, source, options, _issues.ToEquatableArray()), users);
        }
        var (spec, declaration) = ReadLayers(name);
        if (_issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error)) spec = null;
        var model = shell is null ? null : new NetworkModel(shell, spec, spec is null ? Skeletons.Of(declaration, _issues) : null);
        return new(new(identity, nameRange, model, _issues.ToEquatableArray()), null, users);
    }

    // The text, where it is what the class means; an issue, where layers say otherwise.
    private AttributeArguments.Written? SourceOf()
    {
        var text = AttributeArguments.Of(_network)
            .FirstOrDefault(argument => argument.Name == AttributeReader.Source && argument.Value.Value is string);
        if (_attributes.DeclarationCount > 1) Report(
            OtherPart().Syntax.Name, IssueCatalog.SeveralDeclarations, _attributes.DeclarationCount);
        else if (text is not null && _attributes.Layers.Count > 0) Report(_attributes.Layers[0].Syntax.Name, IssueCatalog.SourceAndLayers);
        else if (text is not null && !_attributes.HasErrors && _issues.All(issue => !s_doubts.Contains(issue.Descriptor))) return text;
        return null;
    }

    private (NetworkSpec? Spec, NetworkDeclaration Declaration) ReadLayers(Located<string> name)
    {
        // Where the order, the spelling or an argument is in doubt, what the layers mean is not asked: one mistake, one message.
        bool inDoubt = _attributes.HasErrors || _issues.Any(issue => s_doubts.Contains(issue.Descriptor));
        Action<Issue> report = inDoubt ? static _ => { } : _issues.Add;
        var options = Options(report);
        var written = _attributes.Layers.Select(layer => AttributeReader.Layer(layer, report)).ToEquatableArray();
        int issues = _issues.Count;
        var layers = TrainedActivations.WriteOut(BlockExpansion.Expand(name, written, report, _cancellation), _cancellation);
        var declaration = new NetworkDeclaration(ClassShape.NamespaceOf(_type), name, false, options, layers);
        return (inDoubt || _issues.Count > issues ? null : Resolve(declaration), declaration);
    }

    // What [Network] says of the network as a whole, [MemoryBudget], [Loss] and [Optimizer].
    private EquatableArray<ArgumentDeclaration> Options(Action<Issue> report)
    {
        var options = AttributeReader.Options(_network, report);
        if (_attributes.Loss is { } loss) options = options.Concat(AttributeReader.Loss(loss, report)).ToEquatableArray();
        if (_attributes.Optimizer is { } optimizer)
        {
            if (options.FirstOrDefault(option => option.Name == NetworkDeclaration.OptimizerOption) is { } twice)
                report(Issue.At(twice.Range, IssueCatalog.ConflictingArguments, "Optimizer of [Network]", "[Optimizer]"));
            options = options.Concat(AttributeReader.Optimizer(optimizer, report)).ToEquatableArray();
        }
        if (_attributes.Budget is not { } attribute) return options;
        var budget = AttributeReader.Budget(attribute, report);
        if (budget.Count == 0) report(Issue.At(SourceRanges.RangeOf(attribute.Syntax.Name), IssueCatalog.EmptyBudget, _type.Name));
        return options.Concat(budget).ToEquatableArray();
    }

    private NetworkSpec? Resolve(NetworkDeclaration declaration)
    {
        var result = NetworkChecker.Check(declaration, _cancellation);
        _issues.AddRange(result.Issues);
        return result.Spec;
    }

    private CnnAttributes.Application OtherPart() => _attributes.Layers.First(layer => layer.Declaration != _network.Declaration);

    private void Report(SyntaxNode node, IssueDescriptor descriptor, params object[] arguments) =>
        _issues.Add(Issue.At(SourceRanges.RangeOf(node), descriptor, [_type.Name, .. arguments]));
}
