using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void ZeroPad(ZeroPadStep step)
    {
        TensorGeometry map = Geometry(step.From), padded = Geometry(step.To);
        int bottom = padded.Shape.Height - step.Top - map.Shape.Height, right = padded.Shape.Width - step.Left - map.Shape.Width;
        using (InstanceMethod(step, Describe(step.Layer)))
        {
            writer.Code($"ref float map = ref {AtOrigin(step.From)};");
            writer.Code($"ref float padded = ref {AtOrigin(step.To)};");
            if (map.Shape.Channels != padded.Shape.Channels)
            {
                // Zeros and values share blocks of 16 channels, so the zeros come first.
                using (padded.Blocks > 1 ? writer.Open($"for (int block = 0; block < {padded.Blocks}; block++)") : default)
                    ClearRows(0, padded.Shape.Height);
                CopyChannels("map", 0, map, Inside(step.Top, step.Left, padded), step.Before, padded, map.Shape);
                return;
            }
            using (padded.Blocks > 1 ? writer.Open($"for (int block = 0; block < {padded.Blocks}; block++)") : default)
            {
                ClearRows(0, step.Top);
                using (writer.Open($"for (int row = 0; row < {map.Shape.Height}; row++)"))
                {
                    Clear("row", step.Top, 0, step.Left);
                    writer.Code($"_VectorMath.Copy(in _Mem.Add(ref map, {Pixel(map, "row", 0, 0)}), ref _Mem.Add(ref padded, {Pixel(padded, "row", step.Top, step.Left)}), {map.RowFloats});");
                    Clear("row", step.Top, step.Left + map.Shape.Width, right);
                }
                ClearRows(step.Top + map.Shape.Height, bottom);
            }
        }

        void ClearRows(int first, int count)
        {
            if (count == 0) return;
            using (writer.Open($"for (int row = 0; row < {count}; row++)"))
                Clear("row", first, 0, padded.Shape.Width);
        }

        void Clear(string row, int moveRows, int column, int pixels)
        {
            if (pixels > 0) writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref padded, {Pixel(padded, row, moveRows, column)}), {pixels * TensorGeometry.Lanes});");
        }
    }

    private void ZeroPadBackward(ZeroPadBackwardStep step)
    {
        TensorGeometry padded = Geometry(step.From), map = Geometry(step.To);
        using (InstanceMethod(step, "the gradient of the input of " + Describe(step.Layer)))
        {
            writer.Code($"ref float padded = ref {AtOrigin(step.From)};");
            writer.Code($"ref float map = ref {AtOrigin(step.To)};");
            if (map.Shape.Channels != padded.Shape.Channels)
            {
                CopyChannels(Inside(step.Top, step.Left, padded), step.Before, padded, "map", 0, map, map.Shape);
                return;
            }
            using (map.Blocks > 1 ? writer.Open($"for (int block = 0; block < {map.Blocks}; block++)") : default)
            using (writer.Open($"for (int row = 0; row < {map.Shape.Height}; row++)"))
                writer.Code($"_VectorMath.Copy(in _Mem.Add(ref padded, {Pixel(padded, "row", step.Top, step.Left)}), ref _Mem.Add(ref map, {Pixel(map, "row", 0, 0)}), {map.RowFloats});");
        }
    }

    // The map's first pixel in the larger one.
    private static string Inside(int top, int left, TensorGeometry padded)
    {
        long move = (long)top * padded.RowStride + (long)left * TensorGeometry.Lanes;
        return move == 0 ? "padded" : Invariant.Format($"_Mem.Add(ref padded, {move})");
    }

    // From a tensor's first pixel to the one that lies so many rows and columns from it.
    private static string Pixel(TensorGeometry g, string row, int moveRows, int column)
    {
        long move = (long)moveRows * g.RowStride + (long)column * TensorGeometry.Lanes;
        string block = g.Blocks > 1 ? Invariant.Format($"block * {g.BlockStride} + ") : "";
        return Invariant.Format($"{block}{row} * {g.RowStride}") + (move == 0 ? "" : Invariant.Format($" + {move}"));
    }
}
