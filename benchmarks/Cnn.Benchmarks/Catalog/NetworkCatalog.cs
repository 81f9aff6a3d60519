using System.Reflection;

namespace Cnn.Benchmarks.Catalog;

/// <summary>
/// The networks that are measured. They are found by their names, because whoever changes the engine may have compiled some of them only.
/// </summary>
internal static class NetworkCatalog
{
    // A class of this name with this ending predicts 16 instances at a time.
    private const string OfSixteen = "Of16";

    // Parameters as their papers, or torchvision's documentation, count them.
    private static readonly (string Class, long Parameters)[] s_known =
    [
        ("LeNet5", 61_706),
        ("Digits", 1_625_866),
        ("AlexNet", 61_100_840),
        ("GoogLeNet", 6_624_904),
        ("ResNet18", 11_689_512),
        ("ResNet34", 21_797_672),
        ("ResNet50", 25_557_032),
        ("ResNet152", 60_192_808),
    ];

    /// <summary>Where the networks are compiled.</summary>
    public static Assembly Assembly { get; } = Assembly.Load("Cnn.Benchmarks.Networks");

    /// <summary>What the networks are called, in the order of their size.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_known.Where(known => Type(known.Class) is not null)
        .Select(known => NameOf(known.Class))];

    /// <summary>The network of a name.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    /// <exception cref="InvalidDataException">It has another number of parameters than the network that it is called after.</exception>
    public static BenchmarkNetwork Find(string name)
    {
        if (!Names.Contains(name)) throw new UserException($"There is no network '{name}'; there are {string.Join(", ", Names)}.");
        (string className, long parameters) = s_known.Single(known => NameOf(known.Class) == name);
        Type open = typeof(BenchmarkNetwork<,>), closed = open.MakeGenericType(Type(className)!, Type(className + OfSixteen)!);
        var network = (BenchmarkNetwork)Activator.CreateInstance(closed, name)!;
        return network.Info.ParameterCount == parameters
            ? network
            : throw new InvalidDataException(
                FormattableString.Invariant($"{className} has {network.Info.ParameterCount} parameters; expected {parameters}."));
    }

    private static string NameOf(string className) => className.ToLowerInvariant();

    private static Type? Type(string className) => Assembly.GetType($"{nameof(Cnn)}.{nameof(Benchmarks)}.{className}");
}
