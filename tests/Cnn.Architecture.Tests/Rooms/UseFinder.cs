using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Architecture.Tests;

/// <summary>
/// Compiles the sources of projects in memory and finds, for every name and expression, the file in which what it means is declared.
/// Types, members, extension methods, constructors, operators and conversions count.
/// Names in comments do not count, and neither does <c>var</c>.
/// </summary>
internal static class UseFinder
{
    private static readonly SymbolDisplayFormat s_shown = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    // What this test itself runs on: the framework, and the compiler.
    private static readonly MetadataReference[] s_framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>All uses between different files.</summary>
    /// <exception cref="InvalidOperationException">The sources do not compile: what an unknown name means cannot be checked.</exception>
    public static IReadOnlyList<RoomUse> Find(IReadOnlyList<SourceProject> projects)
    {
        var files = new Dictionary<SyntaxTree, SourceFile>();
        var compilations = new Dictionary<string, CSharpCompilation>();
        foreach (var project in projects)
            Compile(project, projects, compilations, files);
        return [.. compilations.Values.SelectMany(compilation => compilation.SyntaxTrees.Where(files.ContainsKey)
            .SelectMany(tree => new FileUses(compilation.GetSemanticModel(tree), files[tree], files).Find()))];
    }

    private static CSharpCompilation Compile(
        SourceProject project,
        IReadOnlyList<SourceProject> projects,
        Dictionary<string, CSharpCompilation> done,
        Dictionary<SyntaxTree, SourceFile> files)
    {
        if (done.TryGetValue(project.Name, out var finished))
            return finished;
        var references = project.References
            .Select(name => Compile(projects.Single(other => other.Name == name), projects, done, files).ToMetadataReference());
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None);
        var trees = project.Files.Select(file => (File: file, Tree: CSharpSyntaxTree.ParseText(file.Text, options, file.Path))).ToList();
        foreach (var (file, tree) in trees)
            files.Add(tree, file);
        var compilation = CSharpCompilation.Create(
            project.Name,
            [.. trees.Select(tree => tree.Tree), CSharpSyntaxTree.ParseText(ProjectLines(project), options)],
            [.. s_framework, .. references],
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        return done[project.Name] = compilation;
    }

    /// <summary>What the project's file says of its code.</summary>
    private static string ProjectLines(SourceProject project) => string.Concat(
    [
        .. project.Usings.Select(name => $"global using {name};\n"),
        .. project.Friends.Select(name => $"[assembly: {typeof(InternalsVisibleToAttribute).FullName}(\"{name}\")]\n"),
    ]);

    private sealed class FileUses(SemanticModel model, SourceFile file, IReadOnlyDictionary<SyntaxTree, SourceFile> files)
    {
        private readonly HashSet<RoomUse> _uses = [];

        public IEnumerable<RoomUse> Find()
        {
            foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes())
            {
                if (node is not (ExpressionSyntax or ConstructorInitializerSyntax or AttributeSyntax or OrderingSyntax))
                    continue;
                if (node is IdentifierNameSyntax name && (name.IsVar || name.IsUnmanaged || name.IsNotNull))
                    continue;
                Add(node, Meaning(node));
                if (node is ExpressionSyntax expression)
                    Add(node, model.GetConversion(expression).MethodSymbol);
            }

            return _uses;
        }

        private ISymbol? Meaning(SyntaxNode node)
        {
            var info = model.GetSymbolInfo(node);
            if (info.Symbol is { Kind: not SymbolKind.ErrorType } symbol)
                return symbol;
            // In nameof, the name of an overloaded method is the name of all overloads.
            if (info.CandidateReason == CandidateReason.MemberGroup)
                return info.CandidateSymbols[0];
            if (info.Symbol is null && info.CandidateReason == CandidateReason.None && !IsUnknownName(node))
                return null;
            throw new InvalidOperationException(
                $"{file.Path}({Line(node)}): '{node}' means nothing where the test compiles it ({info.CandidateReason}).");
        }

        // The word nameof has no symbol.
        private bool IsUnknownName(SyntaxNode node) =>
            node is SimpleNameSyntax { Identifier.Text: not "nameof" }
            && model.GetTypeInfo(node).Type is null or { Kind: SymbolKind.ErrorType };

        private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

        private void Add(SyntaxNode node, ISymbol? symbol)
        {
            symbol = symbol switch
            {
                IAliasSymbol alias => alias.Target,
                // An extension method is its own class's, not that of what it extends.
                IMethodSymbol { ReducedFrom: { } extension } => extension,
                _ => symbol,
            };
            if (symbol is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol)
                return;
            var parts = FilesOf(symbol.OriginalDefinition);
            // A constructor that nobody wrote is its type's.
            if (parts.Count == 0 && symbol.IsImplicitlyDeclared && symbol.ContainingType is { } type)
                parts = FilesOf(type.OriginalDefinition);
            foreach (var part in parts.Where(part => part != file))
                _uses.Add(new RoomUse(file, Line(node), part, symbol.ToDisplayString(s_shown)));
        }

        private List<SourceFile> FilesOf(ISymbol symbol) =>
            [.. symbol.DeclaringSyntaxReferences.Select(part => files.GetValueOrDefault(part.SyntaxTree)).OfType<SourceFile>()];
    }
}
