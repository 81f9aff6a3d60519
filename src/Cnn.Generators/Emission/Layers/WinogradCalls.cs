using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes what the runtime's transforms are called with: a form, a start and an epilogue are types, strides and counts are arguments.
/// </summary>
internal static class WinogradCalls
{
    /// <summary>The reference where a transform reads nothing.</summary>
    public const string Nothing = "_Mem.NullRef<float>()";

    /// <summary>The type of a form.</summary>
    public static string Form(WinogradForm form) => Invariant.Format($"_Winograd.F{form.Outputs}x{form.Kernel}");

    /// <summary>The type of what sums begin with.</summary>
    public static string Start(SumStart start) => "_Winograd.From" + start;

    /// <summary>The type of what happens to a sum before it is stored.</summary>
    public static string Epilogue(WinogradStep step)
    {
        string epilogue = "_Winograd." + step.Epilogue;
        return step.AddsOperand ? $"_Winograd.Added<{epilogue}>" : epilogue;
    }

    /// <summary>How a tensor lies, from any of its pixels.</summary>
    public static string Map(TensorGeometry geometry, string instanceStride) =>
        Invariant.Format($"new({geometry.RowStride}, {geometry.BlockStride}, {instanceStride})");

    /// <summary>The tiles of inputs.</summary>
    public static string Inputs(WinogradGeometry g) => Tiles(g, g.ChannelBlocks, g.InputStride);

    /// <summary>The tiles of products.</summary>
    public static string Products(WinogradGeometry g) => Tiles(g, g.ChunkBlocks, g.ProductStride);

    private static string Tiles(WinogradGeometry g, int blocks, int elementStride) =>
        Invariant.Format($"new({g.Rows}, {g.Columns}, {blocks}, {g.BlockTiles}, {elementStride})");
}
