using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void CopyImage(CopyImageStep step)
    {
        var g = Geometry(step.To);
        var s = g.Shape;
        bool isNormalized = step.Mean.Count > 0;
        using (InstanceMethod(step, $"the caller's image, {s}, into the arena as {g}{(isNormalized ? ", then (pixel - mean) / deviation" : "")}."))
        {
            if (step.TakesBytes)
            {
                using (writer.Block("if (_Mem.IsNullRef(in pass.Images))")) Copy("byte", "ByteImages");
                using (writer.Block("else")) Copy("float", "Images");
            }
            else
            {
                Copy("float", "Images");
            }
            if (!isNormalized) return;
            Constants("mean", step.Mean);
            Constants("deviation", step.Deviation);
            if (g.Layout == TensorLayout.Blocked)
                writer.Code($"_Tensors.NormalizeBlocked(ref {AtOrigin(step.To)}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, {g.BlockStride}, mean, deviation);");
            else
                writer.Code($"_Tensors.NormalizeRows(ref {AtOrigin(step.To)}, {s.Height}, {s.Width * s.Channels}, {g.RowStride}, mean, deviation);");
        }

        void Copy(string type, string images)
        {
            writer.Code($"ref {type} image = ref _Mem.Add(ref _Mem.AsRef(in pass.{images}), n * {s.ElementCount});");
            if (g.Layout == TensorLayout.Blocked)
                writer.Code($"_Tensors.ToBlocked(in image, ref {AtOrigin(step.To)}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, {g.BlockStride});");
            else if (g.Halo.IsNone && type == "float")
                writer.Code($"_VectorMath.Copy(in image, ref {At(step.To)}, {s.ElementCount});");
            else
                writer.Code($"_Tensors.CopyRows(in image, ref {AtOrigin(step.To)}, {s.Height}, {s.Width * s.Channels}, {g.RowStride});");
        }

        // A span over constants lies in the assembly's data: nothing is allocated.
        void Constants(string name, EquatableArray<float> values) =>
            writer.Line($"global::System.ReadOnlySpan<float> {name} = new float[] {{ {string.Join(", ", values.Select(CodeWriterExtensions.Literal))} }};");
    }

    private void ClearHalo(ClearHaloStep step)
    {
        var g = Geometry(step.Tensor);
        int planes = g.Planes, row = g.RowFloats, gap = g.RowStride - row;
        int after = g.PaddedHeight * g.RowStride - g.Origin - (g.Shape.Height - 1) * g.RowStride - row;
        using (InstanceMethod(step, Invariant.Format($"zeros around {g}, whose place other tensors use before.")))
        using (planes > 1 ? writer.Open($"for (int plane = 0; plane < {planes}; plane++)") : default)
        {
            string map = planes > 1 ? Invariant.Format($"_Mem.Add(ref {At(step.Tensor)}, plane * {g.PlaneStride})") : At(step.Tensor);
            writer.Line($"ref float map = ref {map};");
            if (g.Origin > 0) writer.Code($"_VectorMath.Clear(ref map, {g.Origin});");
            if (gap > 0 && g.Shape.Height > 1)
                writer.Code($"for (int row = 0; row < {g.Shape.Height - 1}; row++) _VectorMath.Clear(ref _Mem.Add(ref map, {g.Origin + row} + row * {g.RowStride}), {gap});");
            if (after > 0) writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref map, {g.PaddedHeight * g.RowStride - after}), {after});");
        }
    }

    private void Flatten(FlattenStep step)
    {
        var (map, vector) = (Geometry(step.From), Geometry(step.To));
        var s = map.Shape;
        using (InstanceMethod(step, $"the map {map} as a vector, in row, column, channel order."))
        {
            if (vector.Halo.IsNone)
            {
                writer.Code($"_Tensors.FromBlocked(in {AtOrigin(step.From)}, ref {At(step.To)}, {s.Height}, {s.Width}, {s.Channels}, {map.RowStride}, {map.BlockStride});");
                ClearLanes(step.To, vector);
                return;
            }
            // A padded window over a vector: its blocks do not follow one another.
            writer.Code($"ref float map = ref {AtOrigin(step.From)};");
            writer.Code($"ref float vector = ref {AtOrigin(step.To)};");
            using (writer.Open($"for (int i = 0; i < {s.ElementCount}; i++)"))
            {
                writer.Code($"int row = i / {s.Width * s.Channels}, column = i / {s.Channels} % {s.Width}, channel = i % {s.Channels};");
                writer.Line(Invariant.Format($"_Mem.Add(ref vector, i / 16 * {vector.BlockStride} + i % 16) =")
                    + Invariant.Format($" _Mem.Add(ref map, channel / 16 * {map.BlockStride} + row * {map.RowStride} + column * 16 + channel % 16);"));
            }
        }
    }

    private void Unflatten(UnflattenStep step)
    {
        var map = Geometry(step.To);
        var s = map.Shape;
        using (InstanceMethod(step, $"the vector's gradient as the gradient of the map, {map}."))
            writer.Code($"_Tensors.ToBlocked(in {At(step.From)}, ref {AtOrigin(step.To)}, {s.Height}, {s.Width}, {s.Channels}, {map.RowStride}, {map.BlockStride});");
    }

    private void WriteOutput(WriteOutputStep step)
    {
        var g = Geometry(step.From);
        var s = g.Shape;
        long elements = s.ElementCount;
        using (InstanceMethod(step, $"the output, {s}, as the caller reads it."))
        {
            writer.Code($"ref float output = ref {Shared(step.OutputOffset, elements)};");
            if (step.Softmax)
            {
                writer.Code($"_VectorMath.Softmax(in {At(step.From)}, ref output, {elements});");
                return;
            }
            ToChannelsLast(step.From, "output");
            if (step.LogitsOffset < 0) return;
            writer.Code($"_VectorMath.Copy(in output, ref {Shared(step.LogitsOffset, elements)}, {elements});");
            writer.Code($"_VectorMath.Sigmoid(ref output, {elements});");
        }
    }

    private void Loss(LossStep step)
    {
        var g = Geometry(step.From);
        long elements = g.Shape.ElementCount;
        string what = step.IsAdded ? "the auxiliary classifier's loss, weighted," : "the instance's loss,";
        using (InstanceMethod(step, what + " and the gradient of the mean loss with respect to the last layer's output before its softmax or sigmoid."))
        {
            bool isMap = step.Rows >= 0;
            if (isMap)
            {
                writer.Code($"ref float rows = ref {At(step.Rows)};");
                ToChannelsLast(step.From, "rows");
            }
            else
            {
                writer.Code($"ref float rows = ref {At(step.From)};");
            }
            writer.Code($"ref float gradient = ref {At(isMap ? step.RowsGradient : step.Gradient)};");
            string weight = CodeWriterExtensions.Literal((float)step.Weight), scale = step.IsAdded ? weight + " / pass.Count" : "1f / pass.Count";
            string call = step.Loss.IsOverLabels()
                ? Invariant.Format($"_Losses.{step.Loss}(in rows, ref gradient, {elements}, _Mem.Add(ref _Mem.AsRef(in pass.Labels), n), {scale})")
                : Invariant.Format($"_Losses.{step.Loss}(in rows, in _Mem.Add(ref _Mem.AsRef(in pass.Targets), n * {elements}), ref gradient, {elements}, {scale})");
            writer.Line(Shared(step.LossOffset, 1) + (step.IsAdded ? $" += {weight} * {call};" : $" = {call};"));
            if (isMap) FromChannelsLast("gradient", step.Gradient);
            else ClearLanes(step.Gradient, g);
        }
    }

    private void ToChannelsLast(int from, string to)
    {
        var g = Geometry(from);
        var s = g.Shape;
        if (s.IsVector && g.Halo.IsNone) writer.Code($"_VectorMath.Copy(in {At(from)}, ref {to}, {s.Channels});");
        else writer.Code($"_Tensors.FromBlocked(in {AtOrigin(from)}, ref {to}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, {g.BlockStride});");
    }

    private void FromChannelsLast(string from, int to)
    {
        var g = Geometry(to);
        var s = g.Shape;
        writer.Code($"_Tensors.ToBlocked(in {from}, ref {AtOrigin(to)}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, {g.BlockStride});");
    }

    // The lanes past the last channel hold no value; a gradient's are zero, so that the weights that go with them stay zero.
    private void ClearLanes(int tensor, TensorGeometry vector)
    {
        int channels = vector.Shape.Channels, lanes = vector.Blocks * TensorGeometry.Lanes - channels;
        if (lanes > 0) writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref {At(tensor)}, {channels}), {lanes});");
    }
}
