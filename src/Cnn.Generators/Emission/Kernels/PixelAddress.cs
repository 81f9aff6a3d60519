using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes addresses of blocked tensors, leaving out what adds nothing.</summary>
internal static class PixelAddress
{
    /// <summary>The first lane of a pixel, or the lane given.</summary>
    /// <param name="geometry">The tensor.</param>
    /// <param name="row">The row, an expression.</param>
    /// <param name="column">The column, an expression.</param>
    /// <param name="lane">The lane, an expression; empty for the first.</param>
    /// <param name="moveRows">Rows to add, besides the halo's.</param>
    /// <param name="moveColumns">Columns to add, besides the halo's.</param>
    public static string Of(TensorGeometry geometry, string row, string column, string lane, int moveRows = 0, int moveColumns = 0)
    {
        long move = (long)(geometry.Halo.Top + moveRows) * geometry.RowStride
            + (long)(geometry.Halo.Left + moveColumns) * TensorGeometry.Lanes;
        return Terms.Sum(
            geometry.Blocks > 1 ? Terms.Times("block", geometry.BlockStride) : "",
            row == "0" ? "" : Terms.Times(row, geometry.RowStride),
            column == "0" ? "" : Terms.Times(column, TensorGeometry.Lanes),
            lane,
            Terms.Number(move));
    }

    /// <summary>The same where 32 bits may not hold the sum or its parts: the processor's own integers do.</summary>
    public static string Far(TensorGeometry geometry, string row, string column, string lane, int moveRows, int moveColumns)
    {
        return Terms.Sum(
            geometry.Blocks > 1 ? Terms.Times("block", geometry.BlockStride) : "",
            Terms.Times(Moved(row, geometry.Halo.Top + moveRows), geometry.RowStride),
            Terms.Times(Moved(column, geometry.Halo.Left + moveColumns), TensorGeometry.Lanes),
            lane);

        static string Moved(string place, int by) => Terms.Moved("(nint)" + place, by);
    }

    /// <summary>Writes the head of the loop over the blocks of 16 channels, where there are several.</summary>
    public static void Blocks(CodeWriter writer, TensorGeometry geometry)
    {
        if (geometry.Blocks > 1) writer.Code($"for (int block = 0; block < {geometry.Blocks}; block++)");
    }

    /// <summary>
    /// Opens a loop over the vectors of 16 channels and says what to add to an address; where one vector holds them all, neither is needed.
    /// </summary>
    public static CodeWriter.Braces Lanes(CodeWriter writer, VectorWidth width, out string lane)
    {
        bool several = width.VectorsPerBlock > 1;
        lane = several ? "lane" : "";
        return several ? writer.Open($"for (int lane = 0; lane < {TensorGeometry.Lanes}; lane += {width.Floats})") : default;
    }
}
