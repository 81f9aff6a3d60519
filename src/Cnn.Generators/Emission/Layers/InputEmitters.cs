using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The caller's image in the arena.</summary>
internal sealed class CopyImageStepEmitter : StepEmitter<CopyImageStep>
{
    protected override void Emit(StepWriter writer, CopyImageStep step)
    {
        var g = writer.Geometry(step.To);
        bool isNormalized = step.Mean.Count > 0;
        using (writer.InstanceMethod(
            step, $"the caller's image, {g.Shape}, into the arena as {g}{(isNormalized ? ", then (pixel - mean) / deviation" : "")}."))
        {
            if (step.TakesBytes)
            {
                using (writer.Block("if (_Mem.IsNullRef(in pass.Images))")) Copy(writer, step.To, "byte", "ByteImages");
                using (writer.Block("else")) Copy(writer, step.To, "float", "Images");
            }
            else
            {
                Copy(writer, step.To, "float", "Images");
            }
            if (isNormalized) Normalize(writer, step);
        }
    }

    private static void Copy(StepWriter writer, TensorRef to, string type, string images)
    {
        var g = writer.Geometry(to);
        var s = g.Shape;
        writer.Code($"ref {type} image = ref {Terms.At($"_Mem.AsRef(in pass.{images})", Terms.Times("n", s.ElementCount))};");
        if (g.Layout == TensorLayout.Blocked)
            writer.Code(
                $"_Tensors.ToBlocked(in image, ref {writer.AtOrigin(to)}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, "
                + $"{g.BlockStride});");
        else if (g.Halo.IsNone && type == "float")
            writer.Code($"_VectorMath.Copy(in image, ref {writer.At(to)}, {s.ElementCount});");
        else
            writer.Code($"_Tensors.CopyRows(in image, ref {writer.AtOrigin(to)}, {s.Height}, {s.Width * s.Channels}, {g.RowStride});");
    }

    private static void Normalize(StepWriter writer, CopyImageStep step)
    {
        var g = writer.Geometry(step.To);
        var s = g.Shape;
        Constants("mean", step.Mean);
        Constants("deviation", step.Deviation);
        if (g.Layout == TensorLayout.Blocked)
            writer.Code(
                $"_Tensors.NormalizeBlocked(ref {writer.AtOrigin(step.To)}, {s.Height}, {s.Width}, {s.Channels}, {g.RowStride}, "
                + $"{g.BlockStride}, mean, deviation);");
        else
            writer.Code(
                $"_Tensors.NormalizeRows(ref {writer.AtOrigin(step.To)}, {s.Height}, {s.Width * s.Channels}, {g.RowStride}, mean, "
                + $"deviation);");

        // A span over constants lies in the assembly's data: nothing is allocated.
        void Constants(string name, EquatableArray<float> values) =>
            writer.Line(
                $"global::System.ReadOnlySpan<float> {name} = new float[] {{ "
                + $"{string.Join(", ", values.Select(CodeWriterExtensions.Literal))} }};");
    }
}
