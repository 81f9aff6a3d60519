using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A short name, and the type that it stands for.</summary>
internal readonly record struct ShortName(string Name, string Type);

/// <summary>
/// The short names of what generated kernels and steps call. They are declared in the namespace of the generated code, which holds nothing
/// of the user's; no layer's member begins with an underscore and a letter.
/// </summary>
internal static class ShortNames
{
    private static readonly ShortName s_memory = new("_Mem", "System.Runtime.CompilerServices.Unsafe");

    private static readonly ShortName[] s_methodImpl =
    [
        new("_MethodImpl", "System.Runtime.CompilerServices.MethodImplAttribute"),
        new("_MethodImplOptions", "System.Runtime.CompilerServices.MethodImplOptions"),
    ];

    /// <summary>What steps call.</summary>
    public static IReadOnlyList<ShortName> OfSteps { get; } =
    [
        new("_ChannelMath", "Cnn.Runtime.ChannelMath"),
        s_memory,
        new("_RandomKey", "Cnn.Runtime.RandomKey"),
        new("_Rectifier", "Cnn.Runtime.Rectifier"),
        new("_Tensors", "Cnn.Runtime.Tensors"),
        new("_VectorMath", "Cnn.Runtime.VectorMath"),
        new("_Winograd", "Cnn.Runtime.Winograd"),
    ];

    /// <summary>What the choice of a width calls, and kernels that have none.</summary>
    public static IReadOnlyList<ShortName> OfChoices(IEnumerable<VectorWidth> widths) =>
        [s_memory, .. s_methodImpl, .. widths.Select(width => new ShortName(Invariant.Format($"_V{width.Bits}"), Vector(width.Bits)))];

    /// <summary>
    /// What kernels for a width call: <c>_V</c> is its vector's class, <c>_F</c> the vector of floats, and <c>_H</c> the class of a vector
    /// half as wide, where there is one.
    /// </summary>
    public static IReadOnlyList<ShortName> OfForms(VectorWidth width)
    {
        List<ShortName> names =
        [
            new("_Activations", "Cnn.Runtime.Activations"),
            new("_F", Vector(width.Bits) + "<float>"),
            s_memory,
            .. s_methodImpl,
            new("_Runs", "Cnn.Runtime.SumRuns"),
            new("_Tensors", "Cnn.Runtime.Tensors"),
            new("_V", Vector(width.Bits)),
            new("_VectorMath", "Cnn.Runtime.VectorMath"),
        ];
        if (width != VectorWidth.Bits128) names.Insert(2, new("_H", Vector(width.Bits / 2)));
        return names;
    }

    private static string Vector(int bits) => Invariant.Format($"System.Runtime.Intrinsics.Vector{bits}");
}
