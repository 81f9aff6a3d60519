using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void Winograd(WinogradStep step)
    {
        var g = step.Geometry;
        var layer = _layers[step.Layer];
        string what = step.Purpose == ContractionPurpose.Forward ? $"{layer.Description}: {layer.Input} to {layer.Output}" : $"the gradient of the input of {layer.Description}";
        writer.Line($"// {step.Layer}: {what}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance, counted directly.");
        writer.Code($"// Winograd's {g.Form}, {g.Form.Products} products a tile of {g.Form.Outputs * g.Form.Outputs} outputs: {step.Reason}");
        string parameters = step.IsRange ? "int begin, int end" : $"ref float {Slot}, int n";
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, {parameters})"))
        {
            string tiles = step.IsRange ? Invariant.Format($"(end - begin) * {g.Tiles}") : Invariant.Format($"{g.Tiles}");
            writer.Line("ref float v = ref pass.Scratch;");
            writer.Code($"ref float m = ref _Mem.Add(ref v, {g.InputFloats});");
            writer.Code($"int tiles = {tiles}, items = (tiles + {g.BlockTiles - 1}) / {g.BlockTiles} * {g.Chunks};");
            writer.Line("int firstItem = (int)((long)items * pass.Part / pass.Parts), endItem = (int)((long)items * (pass.Part + 1) / pass.Parts);");
            using (writer.Block("for (int item = firstItem; item < endItem; item++)"))
            {
                writer.Code($"int first = item / {g.Chunks} * {g.BlockTiles}, chunk = item % {g.Chunks}, count = global::System.Math.Min({g.BlockTiles}, tiles - first);");
                string form = WinogradCalls.Form(g.Form), isFar = step.IsFar ? "true" : "false", x = InRange(step, step.From, step.FirstTile);
                writer.Line(
                    $"if (chunk == 0 || item == firstItem) _Winograd.TransformInput<{form}>("
                    + $"in {x}, {Map(step, step.From)}, ref v, {WinogradCalls.Inputs(g)}, first, count, isFar: {isFar});");
                writer.Code($"Kernels.{step.Product!.Kernel}(in v, in {Weights(step.Weights)}, ref m{(step.Product.Plan.CountsRows ? ", count" : "")});");
                string bias = step.Start == SumStart.Bias
                    ? Invariant.Format($"_Mem.Add(ref _Mem.AsRef(in pass.Parameters), {step.Bias} + chunk * {g.ChunkBlocks * TensorGeometry.Lanes})")
                    : WinogradCalls.Nothing;
                string operand = step.Operand < 0 ? WinogradCalls.Nothing : Chunk(step, step.Operand);
                string operandMap = step.Operand < 0 ? "default" : Map(step, step.Operand);
                writer.Line(
                    $"_Winograd.TransformOutput<{form}, {WinogradCalls.Start(step.Start)}, {WinogradCalls.Epilogue(step)}>("
                    + $"in m, {WinogradCalls.Products(g)}, in {bias}, ref {Chunk(step, step.To)}, {Map(step, step.To)}, in {operand}, {operandMap}, first, count);");
            }
        }

        string Weights(Operand operand)
        {
            string from = operand.Place == OperandPlace.Shared ? "ref pass.Arena" : "ref _Mem.AsRef(in pass.Prepared)";
            return Invariant.Format($"_Mem.Add({from}, {operand.Index} + (nint)chunk * {g.ChunkWeightFloats})");
        }
    }

    // A tensor of the first instance at hand, from an offset.
    private string InRange(WinogradStep step, int tensor, int offset) => step.IsRange
        ? Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(tensor).Offset + offset} + begin * {plan.SlotFloats})")
        : InSlot(Tensor(tensor).Offset + offset);

    private string Map(WinogradStep step, int tensor) => WinogradCalls.Map(Geometry(tensor), step.IsRange ? plan.SlotFloats : 0);

    private string Chunk(WinogradStep step, int tensor)
    {
        string at = InRange(step, tensor, Geometry(tensor).Origin);
        return Invariant.Format($"_Mem.Add(ref {at}, chunk * {step.Geometry.ChunkBlocks * Geometry(tensor).BlockStride})");
    }

    private void WinogradGradient(WinogradGradientStep step)
    {
        var g = step.Geometry;
        var tiles = g.Tiles;
        int lanes = TensorGeometry.Lanes;
        writer.Line($"// {step.Layer}: the gradient of the weights of {_layers[step.Layer].Description}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance, counted directly.");
        writer.Code($"// Winograd's {g.Form} transposed: {step.Reason} A unit of work owns {g.ChannelChunk * lanes} channels of {g.MapChunk * lanes} maps, and runs over the instances in order.");
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, int unit)"))
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
            writer.Code($"int channels = unit / {g.MapChunks}, maps = unit % {g.MapChunks}, tiles = pass.Count * {tiles.Tiles};");
            using (writer.Open($"for (int first = 0; first < tiles; first += {g.BlockTiles})"))
            {
                if (hasTotals) writer.Code($"if (first > 0 && first % {WinogradGradientGeometry.RunBlocks * g.BlockTiles} == 0) _VectorMath.EndRun(ref sums, ref totals, {g.SumFloats});");
                writer.Code($"int count = global::System.Math.Min({g.BlockTiles}, tiles - first);");
                writer.Code($"if (count < {g.BlockTiles}) _VectorMath.Clear(ref v, {tiles.ScratchFloats});");
                TensorGeometry x = Geometry(step.From), dy = Geometry(step.Gradient);
                string form = WinogradCalls.Form(g.Form);
                string inputs = Invariant.Format($"{InArena(step.From, step.FirstTile)} + channels * {g.ChannelChunk * x.BlockStride})");
                string gradients = Invariant.Format($"{InArena(step.Gradient, dy.Origin)} + maps * {g.MapChunk * dy.BlockStride})");
                writer.Line(
                    $"_Winograd.TransformInput<{form}>(in {inputs}, {WinogradCalls.Map(x, plan.SlotFloats)}, ref v, {WinogradCalls.Inputs(tiles)}, "
                    + "first, count, isFar: true);");
                writer.Line(
                    $"_Winograd.TransformOutputGradient<{form}>(in {gradients}, {WinogradCalls.Map(dy, plan.SlotFloats)}, ref z, {WinogradCalls.Products(tiles)}, "
                    + "first, count);");
                writer.Line($"Kernels.{step.Product!.Kernel}(in v, in z, ref sums);");
            }
            if (hasTotals) writer.Code($"_VectorMath.Add(in totals, ref sums, {g.SumFloats});");
            writer.Code($"_Winograd.TransformGradient(in sums, ref _Mem.Add(ref pass.Gradients, {step.WeightOffset}), {g.Form.Kernel}, {g.Form.Tile}, {g.Channels}, channels * {g.ChannelChunk}, {g.ChannelChunk}, maps * {g.MapChunk}, {g.MapChunk});");
        }

        string InArena(int tensor, int offset) => Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(tensor).Offset + offset}");
    }

    private void TransformWeights(TransformWeightsStep step)
    {
        writer.Code($"// {step.Layer}: 16 {(step.IsTurned ? "channels" : "maps")} of the weights, transformed for {step.Form}{(step.IsTurned ? " on the way back" : "")}.");
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, int unit)"))
        {
            string weights = Invariant.Format($"_Mem.Add(ref _Mem.AsRef(in pass.Parameters), {step.ParameterOffset})");
            string function = step.IsTurned ? "TurnWeights" : "TransformWeights", maps = step.IsTurned ? Invariant.Format($"{step.Weight.Maps}, ") : "";
            writer.Code($"_Winograd.{function}(in {weights}, ref _Mem.Add(ref pass.Arena, {step.SharedOffset}), {step.Form.Kernel}, {step.Form.Tile}, {maps}{step.Weight.Channels}, unit);");
        }
    }
}
