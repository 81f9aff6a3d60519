namespace Cnn.Planning;

/// <summary>
/// An instruction set's vectors. The processor is not known when a network is compiled, so each kernel has a form for each width.
/// </summary>
/// <param name="Bits">Bits of a vector.</param>
/// <param name="Registers">Vector registers to be had.</param>
/// <param name="RoundSums">
/// Multiply-adds of a round of a loop beside which its counting takes little; more only make the code longer.
/// </param>
public sealed record VectorWidth(int Bits, int Registers, int RoundSums)
{
    /// <summary>AVX-512.</summary>
    public static VectorWidth Bits512 { get; } = new(512, 32, 32);

    /// <summary>AVX2.</summary>
    public static VectorWidth Bits256 { get; } = new(256, 16, 16);

    /// <summary>SSE and Arm's AdvSimd; the smaller register file of the two counts.</summary>
    public static VectorWidth Bits128 { get; } = new(128, 16, 16);

    /// <summary>Floats of a vector.</summary>
    public int Floats => Bits / ElementType.Float32.Bits;

    /// <summary>Vectors that hold a block of 16 channels.</summary>
    public int VectorsPerBlock => TensorGeometry.Lanes / Floats;
}
