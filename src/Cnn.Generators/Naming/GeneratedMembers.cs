using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>The members that the generated part of every network has, as far as a user's own may meet them.</summary>
internal static class GeneratedMembers
{
    /// <summary>The full name of the generator, after which the compiler calls the folder of the files that the generator writes.</summary>
    public const string GeneratorName = "Cnn.Generators.NetworkGenerator";

    // By their parameters' types: a method of the same name and others is an overload.
    private static readonly Dictionary<string, string[][]> s_methods = new(StringComparer.Ordinal)
    {
        ["Create"] = [["Int32"]], ["Load"] = [["String"], ["Stream"]], ["Save"] = [["String"], ["Stream"]],
        ["LoadModel"] = [["String"], ["Stream"]], ["Freeze"] = [[]], ["CreateSession"] = [["InferenceOptions"]],
        ["CreateTraining"] = [["Optimizer", "TrainingOptions"]], ["EndTraining"] = [[]],
    };

    // Every class has these already.
    private static readonly HashSet<string> s_ofObject = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>Their names, those of <see cref="object"/> not among them.</summary>
    public static IReadOnlyCollection<string> Names { get; } = new HashSet<string>(
        MemberNames.Reserved.Where(name => !s_ofObject.Contains(name)), StringComparer.Ordinal);

    /// <summary>
    /// The names of those that a network for predictions only has not. A layer cannot be called so all the same, so that a network of the
    /// same layers can be trained.
    /// </summary>
    public static IReadOnlyCollection<string> OfTraining { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "BatchSize", "CreateTraining", "EndTraining", "TrainingBytes" };

    /// <summary>The names of those that are methods.</summary>
    public static IEnumerable<string> Methods => s_methods.Keys;

    /// <summary>Whether a member stands beside a generated method of its name: a method with other parameters.</summary>
    public static bool IsOverload(ISymbol member) =>
        member is IMethodSymbol method
        && s_methods.TryGetValue(method.Name, out string[][]? known)
        && (method.Arity > 0 || !known.Any(parameters => method.Parameters.Select(parameter => parameter.Type.MetadataName)
            .SequenceEqual(parameters)));

    /// <summary>Whether code is what this generator has written.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Replace('\\', '/').Contains("/" + GeneratorName + "/");

    /// <summary>Whether a symbol is declared by what this generator has written, and nowhere else.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length > 0 && symbol.DeclaringSyntaxReferences.All(part => IsGenerated(part.SyntaxTree));
}
