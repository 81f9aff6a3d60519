namespace Cnn;

/// <summary>A type of values in a safetensors file.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Bits">How many bits a value has.</param>
/// <param name="Words">What it is called.</param>
internal sealed record ElementType(string Name, int Bits, string Words)
{
    /// <summary>The one type that is read and written.</summary>
    public static ElementType Float { get; } = new("F32", 32, "32-bit floats");

    /// <summary>Whether it is one of the format's.</summary>
    public bool IsKnown => Bits > 0;

    /// <summary>All types of the format's version 0.7, of the library safetensors.</summary>
    private static readonly ElementType[] s_all =
    [
        Float,
        new("F16", 16, "16-bit floats"),
        new("BF16", 16, "16-bit brain floats"),
        new("F64", 64, "64-bit floats"),
        new("C64", 64, "complex numbers of 32-bit floats"),
        new("F8_E4M3", 8, "8-bit floats"),
        new("F8_E5M2", 8, "8-bit floats"),
        new("F8_E8M0", 8, "8-bit powers of two"),
        new("F6_E2M3", 6, "6-bit floats"),
        new("F6_E3M2", 6, "6-bit floats"),
        new("F4", 4, "4-bit floats"),
        new("I64", 64, "64-bit integers"),
        new("I32", 32, "32-bit integers"),
        new("I16", 16, "16-bit integers"),
        new("I8", 8, "8-bit integers"),
        new("U64", 64, "64-bit unsigned integers"),
        new("U32", 32, "32-bit unsigned integers"),
        new("U16", 16, "16-bit unsigned integers"),
        new("U8", 8, "8-bit unsigned integers"),
        new("BOOL", 8, "truth values"),
    ];

    /// <summary>For messages, for example <c>16-bit floats (F16)</c>.</summary>
    public override string ToString() => $"{Words} ({Excerpt.Of(Name)})";

    /// <summary>The type of a name; one that is not known has no bits.</summary>
    public static ElementType Of(string name) => Array.Find(s_all, type => type.Name == name) ?? new(name, 0, "values of an unknown type");
}
