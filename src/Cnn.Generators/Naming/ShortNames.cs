using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>
/// The short names of what generated kernels and steps call. A member or a type of the same name would hide one: no layer's member begins
/// with an underscore and a letter (<see cref="MemberNames.ForLayer"/>), and what users name so is an error (<see cref="AliasCheck"/>).
/// </summary>
internal static class ShortNames
{
    /// <summary>Each with the type that it stands for.</summary>
    public static IReadOnlyList<(string Name, string Type)> All { get; } =
    [
        ("_Activations", "Cnn.Runtime.Activations"),
        ("_ChannelMath", "Cnn.Runtime.ChannelMath"),
        ("_F128", "System.Runtime.Intrinsics.Vector128<float>"),
        ("_F256", "System.Runtime.Intrinsics.Vector256<float>"),
        ("_F512", "System.Runtime.Intrinsics.Vector512<float>"),
        ("_Losses", "Cnn.Runtime.Losses"),
        ("_Mem", "System.Runtime.CompilerServices.Unsafe"),
        ("_MethodImpl", "System.Runtime.CompilerServices.MethodImplAttribute"),
        ("_MethodImplOptions", "System.Runtime.CompilerServices.MethodImplOptions"),
        ("_RandomKey", "Cnn.Runtime.RandomKey"),
        ("_Rectifier", "Cnn.Runtime.Rectifier"),
        ("_Runs", "Cnn.Runtime.SumRuns"),
        ("_Tensors", "Cnn.Runtime.Tensors"),
        ("_V128", "System.Runtime.Intrinsics.Vector128"),
        ("_V256", "System.Runtime.Intrinsics.Vector256"),
        ("_V512", "System.Runtime.Intrinsics.Vector512"),
        ("_VectorMath", "Cnn.Runtime.VectorMath"),
        ("_Winograd", "Cnn.Runtime.Winograd"),
    ];
}
