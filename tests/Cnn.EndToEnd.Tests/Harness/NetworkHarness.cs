using System.Reflection;
using Cnn.Dsl;

namespace Cnn.EndToEnd.Tests;

/// <summary>Runs a generated network by the name of its class, so that a theory can go through many.</summary>
public abstract class NetworkHarness
{
    private static readonly Dictionary<string, NetworkSpec> s_specs = ReadSpecs();

    /// <summary>The network's table and plans.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>A network whose parameters are drawn from a seed.</summary>
    public abstract INetworkRun Create(int seed = 1);

    /// <summary>A network read from a weight file.</summary>
    public abstract INetworkRun Load(string path);

    /// <summary>The network of a class, named as in <see cref="Names"/>.</summary>
    public static NetworkHarness Of(string name) => Of(typeof(NetworkHarness).Assembly.GetType("Cnn.EndToEnd.Networks." + name, throwOnError: true)!);

    /// <summary>A generated class, of this project or of one that was compiled a moment ago.</summary>
    public static NetworkHarness Of(Type network) => (NetworkHarness)Activator.CreateInstance(typeof(NetworkHarness<>).MakeGenericType(network))!;

    /// <summary>What the text of a network means, read again by the parser; the generated class was made from the same text.</summary>
    public static NetworkSpec SpecOf(string name) => s_specs[name];

    /// <summary>The networks that a file of this project declares, by namespace below <c>Cnn.EndToEnd.Networks</c> and name.</summary>
    public static IEnumerable<string> Names(string @namespace = "") =>
        s_specs.Keys.Where(name => name.StartsWith(@namespace, StringComparison.Ordinal) && name.LastIndexOf('.') == @namespace.Length - 1);

    /// <summary>The text of a <c>.cnn</c> file of this project.</summary>
    public static string ReadText(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new FileNotFoundException($"No resource '{file}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, NetworkSpec> ReadSpecs()
    {
        var specs = new Dictionary<string, NetworkSpec>(StringComparer.Ordinal);
        foreach (string file in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.EndsWith(".cnn", StringComparison.Ordinal)))
        {
            var parsed = CnnParser.Parse(ReadText(file), file);
            if (parsed.HasErrors) throw new InvalidDataException($"{file}: {parsed.Issues[0].Message}");
            foreach (var declaration in parsed.Networks)
                specs.Add((declaration.Namespace + "." + declaration.Name.Value)["Cnn.EndToEnd.Networks.".Length..], Resolver.Resolve(declaration).Spec!);
        }
        return specs;
    }
}
