using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A map with zeros around it.</summary>
internal sealed class ZeroPadStepEmitter : StepEmitter<ZeroPadStep>
{
    protected override void Emit(StepWriter writer, ZeroPadStep step)
    {
        TensorGeometry map = writer.Geometry(step.From), padded = writer.Geometry(step.To);
        int bottom = padded.Shape.Height - step.Top - map.Shape.Height, right = padded.Shape.Width - step.Left - map.Shape.Width;
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
        {
            writer.Line($"ref float map = ref {writer.AtOrigin(step.From)};");
            writer.Line($"ref float padded = ref {writer.AtOrigin(step.To)};");
            if (map.Shape.Channels != padded.Shape.Channels)
            {
                // Zeros and values share blocks of 16 channels, so the zeros come first.
                using (PaddedMap.Blocks(writer, padded))
                    ClearRows(0, padded.Shape.Height);
                ChannelCopy.Write(writer, "map", 0, map, PaddedMap.Inside(step.Top, step.Left, padded), step.Before, padded, map.Shape);
                return;
            }
            using (PaddedMap.Blocks(writer, padded))
            {
                ClearRows(0, step.Top);
                using (writer.Open($"for (int row = 0; row < {map.Shape.Height}; row++)"))
                {
                    Clear(step.Top, 0, step.Left);
                    string from = PaddedMap.Pixel(map, 0, 0), to = PaddedMap.Pixel(padded, step.Top, step.Left);
                    writer.Code($"_VectorMath.Copy(in _Mem.Add(ref map, {from}), ref _Mem.Add(ref padded, {to}), {map.RowFloats});");
                    Clear(step.Top, step.Left + map.Shape.Width, right);
                }
                ClearRows(step.Top + map.Shape.Height, bottom);
            }
        }

        void ClearRows(int first, int count)
        {
            if (count == 0) return;
            using (writer.Open($"for (int row = 0; row < {count}; row++)"))
                Clear(first, 0, padded.Shape.Width);
        }

        void Clear(int moveRows, int column, int pixels)
        {
            if (pixels > 0)
                writer.Code(
                    $"_VectorMath.Clear(ref _Mem.Add(ref padded, {PaddedMap.Pixel(padded, moveRows, column)}), "
                    + $"{pixels * TensorGeometry.Lanes});");
        }
    }
}

/// <summary>The gradient of the map inside the zeros.</summary>
internal sealed class ZeroPadBackwardStepEmitter : StepEmitter<ZeroPadBackwardStep>
{
    protected override void Emit(StepWriter writer, ZeroPadBackwardStep step)
    {
        TensorGeometry padded = writer.Geometry(step.From), map = writer.Geometry(step.To);
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
        {
            writer.Line($"ref float padded = ref {writer.AtOrigin(step.From)};");
            writer.Line($"ref float map = ref {writer.AtOrigin(step.To)};");
            if (map.Shape.Channels != padded.Shape.Channels)
            {
                ChannelCopy.Write(writer, PaddedMap.Inside(step.Top, step.Left, padded), step.Before, padded, "map", 0, map, map.Shape);
                return;
            }
            using (PaddedMap.Blocks(writer, map))
            using (writer.Open($"for (int row = 0; row < {map.Shape.Height}; row++)"))
            {
                string from = PaddedMap.Pixel(padded, step.Top, step.Left), to = PaddedMap.Pixel(map, 0, 0);
                writer.Code($"_VectorMath.Copy(in _Mem.Add(ref padded, {from}), ref _Mem.Add(ref map, {to}), {map.RowFloats});");
            }
        }
    }
}

/// <summary>Writes where a map lies in a larger one.</summary>
internal static class PaddedMap
{
    /// <summary>Opens the loop over blocks of 16 channels, where there are several.</summary>
    public static CodeWriter.Braces Blocks(StepWriter writer, TensorGeometry map) =>
        map.Blocks > 1 ? writer.Open($"for (int block = 0; block < {map.Blocks}; block++)") : default;

    /// <summary>The map's first pixel in the larger one.</summary>
    public static string Inside(int top, int left, TensorGeometry padded)
    {
        long move = (long)top * padded.RowStride + (long)left * TensorGeometry.Lanes;
        return Terms.At("padded", Terms.Number(move));
    }

    /// <summary>From a tensor's first pixel to the one of row and block at hand that lies so many rows and columns from it.</summary>
    public static string Pixel(TensorGeometry g, int moveRows, int column)
    {
        long move = (long)moveRows * g.RowStride + (long)column * TensorGeometry.Lanes;
        return Terms.Sum(g.Blocks > 1 ? Terms.Times("block", g.BlockStride) : "", Terms.Times("row", g.RowStride), Terms.Number(move));
    }
}
