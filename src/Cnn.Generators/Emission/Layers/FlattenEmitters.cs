using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A vector of a map's values.</summary>
internal sealed class FlattenStepEmitter : StepEmitter<FlattenStep>
{
    protected override void Emit(StepWriter writer, FlattenStep step)
    {
        TensorGeometry map = writer.Geometry(step.From), vector = writer.Geometry(step.To);
        var s = map.Shape;
        using (writer.InstanceMethod(step, $"the map {map} as a vector, in row, column, channel order."))
        {
            if (vector.Halo.IsNone)
            {
                ChannelsLast.FromMap(writer, step.From, writer.At(step.To));
                ChannelsLast.ClearLanes(writer, step.To);
                return;
            }
            // A padded window over a vector: its blocks do not follow one another.
            writer.Line($"ref float map = ref {writer.AtOrigin(step.From)};");
            writer.Line($"ref float vector = ref {writer.AtOrigin(step.To)};");
            using (writer.Open($"for (int i = 0; i < {s.ElementCount}; i++)"))
            {
                string row = Terms.Over("i", s.Width * s.Channels), column = Terms.Rest(Terms.Over("i", s.Channels), s.Width),
                channel = Terms.Rest("i", s.Channels);
                writer.Line($"int row = {row}, column = {column}, channel = {channel};");
                writer.Line(Invariant.Format($"_Mem.Add(ref vector, i / 16 * {vector.BlockStride} + i % 16) =")
                    + Invariant.Format(
                        $" _Mem.Add(ref map, channel / 16 * {map.BlockStride} + row * {map.RowStride} + column * 16 + channel % 16);"));
            }
        }
    }
}

/// <summary>The gradient of the map whose values a vector has.</summary>
internal sealed class UnflattenStepEmitter : StepEmitter<UnflattenStep>
{
    protected override void Emit(StepWriter writer, UnflattenStep step)
    {
        using (writer.InstanceMethod(step, $"the vector's gradient as the gradient of the map, {writer.Geometry(step.To)}."))
            ChannelsLast.ToMap(writer, writer.At(step.From), step.To);
    }
}
