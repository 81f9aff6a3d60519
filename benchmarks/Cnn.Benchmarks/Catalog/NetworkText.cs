using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Catalog;

/// <summary>The texts that the networks were compiled from, as they stand in the assembly of the networks.</summary>
internal static class NetworkText
{
    private const string Ending = ".cnn";

    /// <summary>What the network of a class means.</summary>
    /// <exception cref="InvalidDataException">
    /// No text declares it, or its text has mistakes; then the project would not have been built.
    /// </exception>
    public static NetworkSpec Resolve(string className)
    {
        CnnFile[] files = ReadAll();
        var project = new CnnProject(files);
        foreach (CnnFile file in files)
        {
            ParseResult parsed = CnnParser.Parse(file.Text!, file.Path, project.UsedBy(file.Path, file.Text));
            if (parsed.Networks.FirstOrDefault(network => network.Name.Value == className) is not { } declaration) continue;
            ResolutionResult resolved = NetworkChecker.Check(declaration);
            return resolved.Spec ?? throw new InvalidDataException($"{file.Path}: {resolved.Issues[0].Message}");
        }

        throw new InvalidDataException($"No text declares a network '{className}'.");
    }

    private static CnnFile[] ReadAll() =>
        [.. NetworkCatalog.Assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)).Select(Read)];

    private static CnnFile Read(string name)
    {
        using var reader = new StreamReader(NetworkCatalog.Assembly.GetManifestResourceStream(name)!);
        return new CnnFile(name, reader.ReadToEnd());
    }
}
