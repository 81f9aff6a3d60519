namespace Cnn.Dsl;

/// <summary/>
public static class CnnParser
{
    /// <summary/>
    public static ParseResult Parse(string text, string path, CancellationToken cancellation = default) => new(EquatableArray<NetworkDeclaration>.Empty, new(Issue.At(new(path, 0, 0, 0, 0, 0, 0), IssueCatalog.EmptyText)));
    /// <summary/>
    public static ParseResult ParseSource(string text, Located<string> className, string @namespace, CancellationToken cancellation = default) => new(EquatableArray<NetworkDeclaration>.Empty, new(Issue.At(SourceRange.None, IssueCatalog.EmptyText)));
}
