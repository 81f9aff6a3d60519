using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A convolution by Winograd's algorithm, forward or for the gradient of its input.</summary>
internal sealed class WinogradStepEmitter : StepEmitter<WinogradStep>
{
    protected override void Emit(StepWriter writer, WinogradStep step)
    {
        var g = step.Geometry;
        string what = step.Purpose == ContractionPurpose.Forward
            ? writer.Describe(step) : "the gradient of the input of " + writer.Layer(step).Description;
        writer.Comment(step, $"{what}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance, counted directly.");
        writer.Code(
            $"// Winograd's {g.Form}, {g.Form.Products} products a tile of {g.Form.Outputs * g.Form.Outputs} outputs: {step.Reason}");
        using (writer.Method(step))
        {
            string tiles = step.IsRange ? Terms.Times("(end - begin)", g.Tiles) : Terms.Number(g.Tiles);
            // All maps may be one chunk.
            string chunk = g.Chunks == 1 ? "" : "chunk";
            writer.Line("ref float v = ref pass.Scratch;");
            writer.Code($"ref float m = ref _Mem.Add(ref v, {g.InputFloats});");
            writer.Line(
                $"int tiles = {tiles}, items = {Terms.Times(Terms.Over(Terms.Moved("tiles", g.BlockTiles - 1), g.BlockTiles), g.Chunks)};");
            writer.Line(
                "int firstItem = (int)((long)items * pass.Part / pass.Parts), endItem = (int)((long)items * (pass.Part + 1) / "
                    + "pass.Parts);");
            using (writer.Block("for (int item = firstItem; item < endItem; item++)"))
            {
                string first = Terms.Times(Terms.Over("item", g.Chunks), g.BlockTiles), rest = chunk.Length == 0
                    ? "" : Invariant.Format($"chunk = item % {g.Chunks}, ");
                writer.Code($"int first = {first}, {rest}count = global::System.Math.Min({g.BlockTiles}, tiles - first);");
                string isNew = chunk.Length == 0 ? "" : "if (chunk == 0 || item == firstItem) ";
                string form = WinogradCalls.Form(g.Form), isFar = step.IsFar ? "true" : "false";
                writer.Line(
                    $"{isNew}_Winograd.TransformInput<{form}>(in {writer.InScope(step, step.From, step.FirstTile)}, "
                        + $"{Map(writer, step, step.From)}, "
                    + $"ref v, {WinogradCalls.Inputs(g)}, first, count, isFar: {isFar});");
                writer.Code(
                    $"Kernels.{step.Product!.Kernel}(in v, in {Weights(writer, step, chunk)}, ref "
                    + $"m{(step.Product.Plan.CountsRows ? ", count" : "")});");
                string bias = step.Start == SumStart.Bias
                    ? writer.Parameter(step.Bias!.Value, further: Terms.Times(chunk, g.ChunkBlocks * TensorGeometry.Lanes))
                    : WinogradCalls.Nothing;
                string operand = step.Operand is { } added ? Chunk(writer, step, added, chunk) : WinogradCalls.Nothing;
                string operandMap = step.Operand is { } read ? Map(writer, step, read) : "default";
                writer.Line(
                    $"_Winograd.TransformOutput<{form}, {WinogradCalls.Start(step.Start)}, {WinogradCalls.Epilogue(step)}>("
                    + $"in m, {WinogradCalls.Products(g)}, in {bias}, ref {Chunk(writer, step, step.To, chunk)}, "
                        + $"{Map(writer, step, step.To)}, "
                    + $"in {operand}, {operandMap}, first, count);");
            }
        }
    }

    private static string Weights(StepWriter writer, WinogradStep step, string chunk)
    {
        string further = chunk.Length == 0 ? "" : Terms.Times("(nint)" + chunk, step.Geometry.ChunkWeightFloats);
        return writer.InScope(step, step.Weights, 0, further);
    }

    private static string Map(StepWriter writer, WinogradStep step, TensorRef tensor) =>
        WinogradCalls.Map(writer.Geometry(tensor), step.IsRange ? writer.SlotFloats : "0");

    // A chunk of a tensor's channels, of the first instance at hand.
    private static string Chunk(StepWriter writer, WinogradStep step, TensorRef tensor, string chunk)
    {
        var g = writer.Geometry(tensor);
        return Terms.At(writer.InScope(step, tensor, g.Origin), Terms.Times(chunk, step.Geometry.ChunkBlocks * g.BlockStride));
    }
}

/// <summary>The gradient of a convolution's weights by Winograd's algorithm, transposed.</summary>
internal sealed class WinogradGradientStepEmitter : StepEmitter<WinogradGradientStep>
{
    protected override void Emit(StepWriter writer, WinogradGradientStep step)
    {
        var g = step.Geometry;
        var tiles = g.Tiles;
        int lanes = TensorGeometry.Lanes;
        writer.Comment(
            step, $"the gradient of the weights of {writer.Layer(step).Description}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an "
            + "instance, counted directly.");
        writer.Code(
            $"// Winograd's {g.Form} transposed: {step.Reason} A unit of work owns {g.ChannelChunk * lanes} channels of "
            + $"{g.MapChunk * lanes} maps, and runs over the instances in order.");
        using (writer.Method(step))
        {
            writer.Line("ref float v = ref pass.Scratch;");
            writer.Code($"ref float z = ref _Mem.Add(ref v, {tiles.InputFloats});");
            writer.Code($"ref float sums = ref _Mem.Add(ref v, {tiles.ScratchFloats});");
            writer.Code($"_VectorMath.Clear(ref sums, {g.SumFloats});");
            bool hasTotals = g.HasTotals(step.MostInstances);
            if (hasTotals)
            {
                writer.Code($"ref float totals = ref _Mem.Add(ref sums, {g.SumFloats});");
                writer.Code($"_VectorMath.Clear(ref totals, {g.SumFloats});");
            }
            string channel = Terms.Over("unit", g.MapChunks), map = Terms.Rest("unit", g.MapChunks);
            writer.Line($"int channels = {channel}, maps = {map}, tiles = {Terms.Times("pass.Count", tiles.Tiles)};");
            using (writer.Open($"for (int first = 0; first < tiles; first += {g.BlockTiles})"))
            {
                if (hasTotals)
                    writer.Code(
                        $"if (first > 0 && first % {WinogradGradientGeometry.RunBlocks * g.BlockTiles} == 0) _VectorMath.EndRun(ref sums, "
                        + $"ref totals, {g.SumFloats});");
                writer.Code($"int count = global::System.Math.Min({g.BlockTiles}, tiles - first);");
                writer.Code($"if (count < {g.BlockTiles}) _VectorMath.Clear(ref v, {tiles.ScratchFloats});");
                string x = Chunk(writer, step.From, step.FirstTile, "channels", g.ChannelChunk),
                dy = Chunk(writer, step.Gradient, writer.Geometry(step.Gradient).Origin, "maps", g.MapChunk);
                string form = WinogradCalls.Form(g.Form);
                string xMap = WinogradCalls.Map(writer.Geometry(step.From), writer.SlotFloats);
                string dyMap = WinogradCalls.Map(writer.Geometry(step.Gradient), writer.SlotFloats);
                writer.Line(
                    $"_Winograd.TransformInput<{form}>(in {x}, {xMap}, ref v, {WinogradCalls.Inputs(tiles)}, first, count, isFar: true);");
                writer.Line(
                    $"_Winograd.TransformOutputGradient<{form}>(in {dy}, {dyMap}, ref z, {WinogradCalls.Products(tiles)}, first, count);");
                writer.Line($"Kernels.{step.Product!.Kernel}(in v, in z, ref sums);");
            }
            if (hasTotals) writer.Code($"_VectorMath.Add(in totals, ref sums, {g.SumFloats});");
            string chunks = Invariant.Format(
                $"{Terms.Times("channels", g.ChannelChunk)}, {g.ChannelChunk}, {Terms.Times("maps", g.MapChunk)}, {g.MapChunk}");
            writer.Code(
                $"_Winograd.TransformGradient(in sums, ref {writer.Gradient(step.Weight)}, {g.Form.Kernel}, {g.Form.Tile}, {g.Channels}, "
                + $"{chunks});");
        }
    }

    // A chunk of a tensor's channels, of the first instance.
    private static string Chunk(StepWriter writer, TensorRef tensor, int offset, string chunk, int blocks) =>
        writer.InArena(tensor, offset, Terms.Times(chunk, blocks * writer.Geometry(tensor).BlockStride));
}

/// <summary>Weights transformed for Winograd's algorithm.</summary>
internal sealed class TransformWeightsStepEmitter : StepEmitter<TransformWeightsStep>
{
    protected override void Emit(StepWriter writer, TransformWeightsStep step)
    {
        string what = step.IsTurned ? "channels" : "maps", end = step.IsTurned ? " on the way back" : "";
        using (writer.UnitMethod(step, Invariant.Format($"16 {what} of the weights, transformed for {step.Form}{end}.")))
        {
            string function = step.IsTurned ? "TurnWeights" : "TransformWeights", maps = step.IsTurned
                ? Invariant.Format($"{step.Weight.Maps}, ") : "";
            string operands = $"in {writer.Parameter(step.From)}, ref {writer.Shared(step.To)}";
            writer.Code($"_Winograd.{function}({operands}, {step.Form.Kernel}, {step.Form.Tile}, {maps}{step.Weight.Channels}, unit);");
        }
    }
}
