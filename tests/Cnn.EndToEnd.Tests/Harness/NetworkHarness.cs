using System.Reflection;
using Cnn.Dsl;

namespace Cnn.EndToEnd.Tests;

/// <summary>Runs a generated network by the name of its class, so that a theory can go through many.</summary>
public abstract class NetworkHarness
{
    private static readonly Assembly[] s_assemblies = [.. NetworkAssemblies.Names.Select(name => Assembly.Load(name))];

    private static readonly Dictionary<string, NetworkSpec> s_specs = ReadSpecs();

    /// <summary>The network's table and plans.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>A network whose parameters are drawn from a seed.</summary>
    public abstract INetworkRun Create(int seed = 1);

    /// <summary>A network read from a weight file.</summary>
    public abstract INetworkRun Load(string path);

    /// <summary>Checks the gradients of a network whose parameters are drawn, by one thread unless told.</summary>
    public abstract GradientCheckResult CheckGradients(GradientCheckOptions? options = null);

    /// <summary>The same where the gradient by a tensor, or by the first half of it, comes out multiplied by a factor.</summary>
    public abstract GradientCheckResult CheckMeddledGradients(string tensor, float factor, bool isAll);

    /// <summary>What a gradient check sees of a network whose parameters are scaled from one loss to the next.</summary>
    /// <param name="looks">Whether the losses are looked at; else each is of a whole pass.</param>
    /// <param name="frozen">Patterns of frozen parameters.</param>
    /// <returns>The losses, the gradients after them, and those of a whole pass then.</returns>
    public abstract (double[] Losses, float[][] Left, float[][] Gradients) LossesOfScaledParameters(bool looks, string[] frozen);

    /// <summary>The network of a class, named as in <see cref="Names"/>.</summary>
    public static NetworkHarness Of(string name) => Of(
        s_assemblies.Select(assembly => assembly.GetType("Cnn.EndToEnd.Networks." + name)).SingleOrDefault(type => type is not null)
        ?? throw new ArgumentException($"No assembly of networks has a class '{name}'.", nameof(name)));

    /// <summary>A generated class, of a project of networks or of one that was compiled a moment ago.</summary>
    public static NetworkHarness Of(Type network) =>
        (NetworkHarness)Activator.CreateInstance(typeof(NetworkHarness<>).MakeGenericType(network))!;

    /// <summary>What the text of a network means, read again by the parser; the generated class was made from the same text.</summary>
    public static NetworkSpec SpecOf(string name) => s_specs[name];

    /// <summary>The networks that the projects of networks declare, by namespace below <c>Cnn.EndToEnd.Networks</c> and name.</summary>
    public static IEnumerable<string> Names(string @namespace = "") =>
        s_specs.Keys.Where(name => name.StartsWith(@namespace, StringComparison.Ordinal) && name.LastIndexOf('.') == @namespace.Length - 1);

    /// <summary>All networks that the projects of networks declare.</summary>
    public static IEnumerable<string> AllNames() => s_specs.Keys;

    /// <summary>The text of a <c>.cnn</c> file of a project of networks.</summary>
    public static string ReadText(string file) =>
        ReadText(s_assemblies.SingleOrDefault(assembly => assembly.GetManifestResourceNames().Contains(file))
            ?? throw new FileNotFoundException($"No assembly of networks has a file '{file}'."), file);

    private static string ReadText(Assembly assembly, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, NetworkSpec> ReadSpecs()
    {
        var specs = new Dictionary<string, NetworkSpec>(StringComparer.Ordinal);
        foreach (var assembly in s_assemblies)
        {
            foreach (string file in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cnn", StringComparison.Ordinal)))
            {
                var parsed = CnnParser.Parse(ReadText(assembly, file), file);
                if (parsed.HasErrors) throw new InvalidDataException($"{file}: {parsed.Issues[0].Message}");
                foreach (var declaration in parsed.Networks)
                    specs.Add((declaration.Namespace + "." + declaration.Name.Value)["Cnn.EndToEnd.Networks.".Length..],
                        Resolver.Resolve(declaration).Spec!);
            }
        }
        return specs;
    }
}
