using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>Reads the networks of a <c>.cnn</c> file.</summary>
internal static class TextFileReader
{
    /// <summary>Whether a file's name ends as those of networks do.</summary>
    public static bool IsNetworkFile(AdditionalText file) => file.Path.EndsWith(".cnn", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a file's text.</summary>
    public static CnnFile Load(AdditionalText file, CancellationToken cancellation) =>
        new(file.Path, file.GetText(cancellation)?.ToString());

    /// <summary>Reads one file.</summary>
    public static TextReading Read(TextFile input, CancellationToken cancellation)
    {
        var file = input.File;
        // The compiler gives no text where it could not decode the file, and says so itself (CS2015).
        if (file.Text is not { } text)
            return new(EquatableArray<NetworkReading>.Empty, new(Issue.At(new(file.Path, 0, 0, 0, 0, 0, 0), IssueCatalog.NotText, "")));

        var parsed = CnnParser.Parse(text, file.Path, input.Used, cancellation);
        var readings = new List<NetworkReading>();
        for (int i = 0; i < parsed.Networks.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            // Up to the next network's name, so that a mistake in one network of a file leaves the others whole.
            int begin = i == 0 ? 0 : parsed.Networks[i].Name.Range.Start;
            int end = i + 1 < parsed.Networks.Count ? parsed.Networks[i + 1].Name.Range.Start : int.MaxValue;
            var syntax = parsed.Issues.Where(
                issue => issue.Range.Path == file.Path && issue.Range.Start >= begin && issue.Range.Start < end);
            readings.Add(ReadNetwork(parsed.Networks[i], file.Path, i, syntax.ToArray(), parsed.Issues, cancellation));
        }
        return new(readings.ToEquatableArray(), parsed.Issues);
    }

    private static NetworkReading ReadNetwork(
        NetworkDeclaration network, string path, int index, Issue[] syntax, EquatableArray<Issue> all, CancellationToken cancellation)
    {
        bool isWhole = !network.HasMistakes && syntax.All(issue => issue.Descriptor.Severity != IssueSeverity.Error);
        var (spec, issues) = isWhole ? NetworkChecker.Check(network, cancellation) : new(null, EquatableArray<Issue>.Empty);
        // A mistake in a block may stand before another network.
        if (network.HasMistakes && syntax.Length == 0) syntax = all.ToArray();
        string name = network.Name.Value, fullName = network.Namespace.Length == 0 ? name : network.Namespace + "." + name;
        NetworkModel? model = null;
        // A member cannot be called like its class; the resolver says so.
        if (Identifiers.AreValid(fullName) && !MemberNames.Reserved.Contains(name))
        {
            var shell = new TypeShell(
                Identifiers.EscapeDotted(network.Namespace), Identifiers.Escape(name), EquatableArray<string>.Empty,
                network.IsInternal ? "internal partial" : "public partial", fullName);
            model = new(shell, spec, spec is null ? Skeletons.Of(network, syntax.Concat(issues)) : null);
        }
        return new(new(fullName, path, index), network.Name.Range, model, issues);
    }
}
