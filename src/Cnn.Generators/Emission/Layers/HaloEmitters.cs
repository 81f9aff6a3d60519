using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Zeros around a map.</summary>
internal sealed class ClearHaloStepEmitter : StepEmitter<ClearHaloStep>
{
    protected override void Emit(StepWriter writer, ClearHaloStep step)
    {
        var g = writer.Geometry(step.Tensor);
        int planes = g.Planes, row = g.RowFloats, gap = g.RowStride - row;
        int after = g.PaddedHeight * g.RowStride - g.Origin - (g.Shape.Height - 1) * g.RowStride - row;
        using (writer.InstanceMethod(step, Invariant.Format($"zeros around {g}, whose place other tensors use before.")))
        using (planes > 1 ? writer.Open($"for (int plane = 0; plane < {planes}; plane++)") : default)
        {
            string map = writer.At(step.Tensor);
            writer.Line($"ref float map = ref {(planes > 1 ? Invariant.Format($"_Mem.Add(ref {map}, plane * {g.PlaneStride})") : map)};");
            if (g.Origin > 0) writer.Code($"_VectorMath.Clear(ref map, {g.Origin});");
            if (gap > 0 && g.Shape.Height > 1)
                writer.Code(
                    $"for (int row = 0; row < {g.Shape.Height - 1}; row++) _VectorMath.Clear(ref _Mem.Add(ref map, "
                    + $"{Terms.Sum(Terms.Number(g.Origin + row), Terms.Times("row", g.RowStride))}), {gap});");
            if (after > 0) writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref map, {g.PaddedHeight * g.RowStride - after}), {after});");
        }
    }
}
