using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Reads a network from the text of <c>[Network(Source = …)]</c>.</summary>
internal static class SourceReader
{
    /// <summary>All of a class's network, the text among it where it is one.</summary>
    public static NetworkReading Read(ClassReading reading, UsedFiles used, CancellationToken cancellation) =>
        reading.Users.ApplyTo(reading.Whole ?? Read(reading.Text!, used, cancellation));

    private static NetworkReading Read(ClassText text, UsedFiles used, CancellationToken cancellation)
    {
        var issues = text.Issues.ToList();
        var parsed = CnnParser.ParseSource(text.Source.Text, text.Name, text.Namespace, used, cancellation);
        issues.AddRange(parsed.Issues.Select(text.Source.Map));
        NetworkSpec? spec = null;
        var declaration = new NetworkDeclaration(text.Namespace, text.Name, false, text.Options, EquatableArray<LayerDeclaration>.Empty);
        if (parsed.Networks.Count == 1)
        {
            declaration = parsed.Networks[0];
            foreach (var twice in text.Options.Where(option =>
                !NetworkDeclaration.IsSetting(option.Name) && declaration.Options.Any(other => other.Name == option.Name)))
                issues.Add(
                    Issue.At(twice.Range, IssueCatalog.ConflictingArguments, twice.Shown, CnnParser.WordsOf(twice.Name) + " in the text"));
            declaration = declaration with { Options = declaration.Options.Concat(text.Options).ToEquatableArray() };
            if (!parsed.HasErrors && !declaration.HasMistakes)
            {
                var result = NetworkChecker.Check(declaration, cancellation);
                issues.AddRange(result.Issues.Select(text.Source.Map));
                spec = result.Spec;
            }
        }
        if (issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error)) spec = null;
        var model = text.Shell is null ? null : new NetworkModel(text.Shell, spec, spec is null ? Skeletons.Of(declaration, issues) : null);
        return new(text.Identity, text.Name.Range, model, issues.ToEquatableArray());
    }
}
