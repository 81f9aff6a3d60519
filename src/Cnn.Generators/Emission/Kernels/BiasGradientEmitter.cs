using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes the sum of a gradient over pixels and instances, for 16 maps. Each instance is summed on its own first: fewer roundings meet in one sum.</summary>
internal static class BiasGradientEmitter
{
    public static void Emit(CodeWriter writer, string name, BiasGradientShape bias)
    {
        var dy = bias.Dy;
        writer.Code($"// The gradient of 16 biases: the sum over instances and pixels of dy, {dy}.");
        WidthDispatch.Write(writer, name, [("ref readonly float dy", "in dy"), ("ref float gradient", "ref gradient"), ("int instances", "instances")], width =>
        {
            string v = WidthDispatch.Alias(width);
            for (int i = 0; i < width.VectorsPerBlock; i++) writer.Code($"var total{i} = {v}.Create<float>(0f);");
            using (writer.Block("for (nint n = 0; n < instances; n++)"))
            {
                writer.Code($"ref float instance = ref _Mem.Add(ref _Mem.AsRef(in dy), n * {bias.InstanceStride} + {dy.Origin});");
                for (int i = 0; i < width.VectorsPerBlock; i++) writer.Code($"var sum{i} = {v}.Create<float>(0f);");
                writer.Code($"for (int row = 0; row < {dy.Shape.Height}; row++)");
                using (writer.Open($"for (int column = 0; column < {dy.Shape.Width}; column++)"))
                {
                    for (int i = 0; i < width.VectorsPerBlock; i++)
                        writer.Code($"sum{i} += {v}.LoadUnsafe(ref _Mem.Add(ref instance, row * {dy.RowStride} + column * 16 + {i * width.Floats}));");
                }
                for (int i = 0; i < width.VectorsPerBlock; i++) writer.Code($"total{i} += sum{i};");
            }
            for (int i = 0; i < width.VectorsPerBlock; i++) writer.Code($"{v}.StoreUnsafe(total{i}, ref _Mem.Add(ref gradient, {i * width.Floats}));");
        });
    }
}
