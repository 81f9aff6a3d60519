using System.Reflection;

namespace Cnn.Planning.Tests.Zoo;

/// <summary>The networks of examples/Zoo, and a few more beside these tests, as the language means and plans them.</summary>
internal static class ZooNetworks
{
    private static readonly Dictionary<string, NetworkDeclaration> s_declarations = ReadDeclarations();

    /// <summary>Those of examples/Zoo.</summary>
    public static TheoryData<string> Names =>
        [.. s_declarations.Values.Where(declaration => declaration.Namespace == "Zoo").Select(declaration => declaration.Name.Value)];

    /// <summary>What a network means. It has no error and no warning; there may be advice, which papers did not know.</summary>
    public static NetworkSpec SpecOf(string name)
    {
        var result = NetworkChecker.Check(s_declarations[name]);
        Assert.Empty(result.Issues.Where(issue => issue.Descriptor.Severity is IssueSeverity.Error or IssueSeverity.Warning)
            .Select(issue => issue.Message));
        return result.Spec!;
    }

    private static Dictionary<string, NetworkDeclaration> ReadDeclarations()
    {
        var declarations = new Dictionary<string, NetworkDeclaration>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (string file in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cnn", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var parsed = CnnParser.Parse(reader.ReadToEnd(), file);
            Assert.Empty(parsed.Issues.Select(issue => issue.Message));
            foreach (var declaration in parsed.Networks) declarations.Add(declaration.Name.Value, declaration);
        }
        return declarations;
    }
}
