namespace Cnn.Planning.Tests;

/// <summary>An independent check of addresses: nothing that lives together overlaps, and no kernel reaches outside its operands.</summary>
internal static class MemoryCheck
{
    /// <summary>All checks.</summary>
    public static void Everything(NetworkPlan plan)
    {
        TensorsThatLiveTogether_DoNotOverlap(plan);
        SharedStretches_DoNotOverlap(plan);
        Parameters_DoNotOverlap(plan);
        HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(plan);
        Contractions_StayInsideTheirOperands(plan);
        Winograd_StaysInsideItsOperands(plan);
        Slices_AreBlocksOfTheirTensor(plan);
    }

    public static void Slices_AreBlocksOfTheirTensor(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            foreach (var slice in pass.Tensors.Where(tensor => tensor.Parent is not null))
            {
                var (whole, geometry) = (pass.Tensor(slice.Parent!.Value), slice.Geometry);
                Assert.Equal((TensorLayout.Blocked, TensorLayout.Blocked), (geometry.Layout, whole.Geometry.Layout));
                Assert.Equal(whole.Geometry with { Shape = geometry.Shape }, geometry);
                Assert.Equal((whole.Geometry.Shape.Height, whole.Geometry.Shape.Width), (geometry.Shape.Height, geometry.Shape.Width));
                Assert.Equal(whole.Offset + slice.FirstBlock * whole.Geometry.BlockStride, slice.Offset);
                // No block of a slice has channels of others.
                int end = slice.FirstBlock * 16 + geometry.Shape.Channels;
                Assert.True(end == whole.Geometry.Shape.Channels || (end % 16 == 0 && end < whole.Geometry.Shape.Channels), slice.Name);
            }
            // No two slices of a tensor have a block in common.
            foreach (var slices in pass.Tensors.Where(tensor => tensor.Parent is not null).GroupBy(tensor => tensor.Parent!.Value))
                DoNotOverlap([.. slices.Select(slice => (slice.Name, slice.FirstBlock * 16L, slice.Geometry.Blocks * 16L))],
                    pass.Tensor(slices.Key).Geometry.Blocks * 16L);
        }
    }

    // The tensor in whose place a tensor lies.
    private static int Whole(ExecutionPlan pass, int tensor)
    {
        while (pass.Tensors[tensor].Parent is { } parent) tensor = parent.Index;
        return tensor;
    }

    public static void TensorsThatLiveTogether_DoNotOverlap(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            var lives = Lives(pass);
            var places = lives.Keys.Select(i => (Tensor: pass.Tensors[i], Life: lives[i])).OrderBy(place => place.Life.First).ToArray();
            for (int a = 0; a < places.Length; a++)
            {
                var (tensor, life) = places[a];
                Assert.Equal(0, tensor.Offset % 16);
                Assert.True(tensor.Offset >= 0 && tensor.Offset + tensor.Geometry.Floats <= pass.SlotFloats,
                    $"{tensor.Name} reaches out of its slot.");
                for (int b = a + 1; b < places.Length && places[b].Life.First <= life.Last; b++)
                {
                    var other = places[b].Tensor;
                    Assert.False(
                        tensor.Offset < other.Offset + other.Geometry.Floats && other.Offset < tensor.Offset + tensor.Geometry.Floats,
                            $"{tensor.Name} and {other.Name} overlap.");
                }
            }
            // What lives at a time is no more than the bound that the plan states, and that no more than the slot.
            long largest = places.Max(place => places.Where(other =>
                other.Life.First <= place.Life.First && place.Life.First <= other.Life.Last).Sum(other => other.Tensor.Geometry.Floats));
            Assert.InRange(pass.LiveFloats, largest, pass.SlotFloats);
        }
    }

    // Lives are found anew, from the phases alone: steps that run over one instance after the other follow in time; steps of a phase by
    // units run at once, each over all instances, so that whatever one of them touches lives through the whole phase. What is read from
    // outside lives on.
    private static Dictionary<int, (int First, int Last)> Lives(ExecutionPlan pass)
    {
        var lives = new Dictionary<int, (int First, int Last)>();
        int time = 0;
        foreach (var phase in pass.Phases)
        {
            bool isByUnits = phase.Steps.Any(step => step.Scope == StepScope.Unit);
            foreach (var step in phase.Steps)
            {
                foreach (int tensor in step.Tensors.Select(tensor => Whole(pass, tensor.Index)))
                    lives[tensor] = lives.TryGetValue(tensor, out var life) ? (life.First, time) : (time, time);
                if (!isByUnits) time++;
            }
            if (isByUnits) time++;
        }
        foreach (var step in pass.Steps())
        {
            TensorRef? logits = step switch
            {
                LossStep { IsAdded: false } loss => loss.Rows?.Of ?? loss.From.Of,
                WriteOutputStep { Softmax: true } output => output.From.Of,
                _ => null,
            };
            if (logits is not { } kept) continue;
            Assert.Equal(pass.SharedFloats + pass.Tensor(kept).Offset, pass.LogitsOffset);
            lives[Whole(pass, kept.Index)] = (lives[Whole(pass, kept.Index)].First, int.MaxValue);
        }
        return lives;
    }

    public static void SharedStretches_DoNotOverlap(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            long outputs = pass.Batch * plan.Spec.Output.ElementCount;
            var stretches = new List<(string Name, long Offset, long Floats)>();
            if (pass.Output is { } output) stretches.Add(("outputs", output.Offset, outputs));
            if (pass.Losses is { } losses) stretches.Add(("losses", losses.Offset, pass.Batch));
            if (pass.LogitsOffset < pass.SharedFloats && pass.LogitsOffset != pass.Output?.Offset)
                stretches.Add(("logits", pass.LogitsOffset, outputs));
            foreach (var turn in pass.Steps().OfType<TransposeStep>())
            {
                // That no kernel reads past them is checked where contractions are.
                stretches.Add((turn.Name, turn.To.Of.Offset, ParameterPlan.TurnedFloats(turn.Weight)));
            }
            foreach (var transform in pass.Steps().OfType<TransformWeightsStep>())
                stretches.Add((transform.Name, transform.To.Of.Offset, WinogradStepOf(pass, transform).Geometry.WeightFloats));
            foreach (var norm in pass.Steps().OfType<BatchStatisticsStep>())
                stretches.Add((norm.Name, norm.Statistics.Of.Offset, norm.Blocks * (long)BatchStatisticsStep.RecordFloats));
            // Whatever a step says that it writes there; of the stretches above, where and how long they are was found out from the
            // network.
            var written = pass.Steps()
                .SelectMany(step => step.Operands.Where(operand => operand.IsWritten && operand.Of.Place == OperandPlace.Shared))
                .Select(operand => operand.Of).Distinct().ToArray();
            Assert.All(stretches, stretch =>
                Assert.Contains(written, operand => operand.Index == stretch.Offset && operand.Floats == stretch.Floats));
            DoNotOverlap([.. written.Select(operand => ("what is shared", (long)operand.Index, operand.Floats))], pass.SharedFloats);
        }
    }

    public static void Parameters_DoNotOverlap(NetworkPlan plan)
    {
        DoNotOverlap([.. plan.Parameters.Select(parameter =>
            (parameter.Name, (long)parameter.Offset, ParameterPlan.PackedFloats(parameter.Spec)))], plan.ParameterFloats);
        // Steps by units run at once: no two may write one line of 16 gradients, and every one is written.
        var isWritten = new bool[plan.TrainableFloats / 16];
        foreach (long offset in plan.Training.Steps().SelectMany(GradientLines))
        {
            Assert.Equal(0, offset % 16);
            Assert.False(isWritten[offset / 16], $"The gradients at {offset} are written twice.");
            isWritten[offset / 16] = true;
        }
        foreach (var parameter in plan.Parameters.Where(parameter => parameter.Spec.IsTrainable))
            Assert.True(isWritten[parameter.Offset / 16], parameter.Name);
    }

    // The weights of a contraction may be summed by several steps and parts: which lines each of them writes follows from its dimensions.
    // Any other step writes its gradients whole.
    private static IEnumerable<long> GradientLines(StepPlan step) =>
        step is ContractionStep { C.Of.Place: OperandPlace.Gradients } contraction
        ? contraction.Parts.SelectMany(part => Addresses(
            contraction.C.Of.Index + part.C,
                [.. part.Plan.Rows.Select(row => (row.Extent, row.C)), .. part.Plan.Columns.Select(column => (column.Extent, column.C))]))
        : step.Operands.Where(operand => operand.IsWritten && operand.Of.Place == OperandPlace.Gradients)
            .SelectMany(operand => Addresses(operand.Of.Index, [((int)operand.Of.Floats / 16, 16)]));

    private static IEnumerable<long> Addresses(long start, IReadOnlyList<(int Extent, int Stride)> dimensions)
    {
        IEnumerable<long> addresses = [start];
        foreach (var (extent, stride) in dimensions)
            addresses = addresses.SelectMany(address => Enumerable.Range(0, extent).Select(i => address + (long)i * stride));
        return addresses;
    }

    private static void DoNotOverlap(IReadOnlyList<(string Name, long Offset, long Floats)> stretches, long all)
    {
        long end = 0;
        foreach (var (name, offset, floats) in stretches.OrderBy(stretch => stretch.Offset))
        {
            Assert.Equal(0, offset % 16);
            Assert.True(offset >= end, $"{name} begins at {offset}, before {end}, where the one before it ends.");
            end = offset + floats;
        }
        Assert.True(end <= all, $"{end} floats are used of {all}.");
    }

    public static void HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            var steps = pass.Steps();
            foreach (int i in Enumerable.Range(0, pass.Tensors.Count).Where(i => pass.Tensors[i].Parent is null))
            {
                var tensor = pass.Tensors[i];
                bool shares = pass.Tensors.Where((other, k) => k != i && other.Parent is null).Any(other =>
                    other.Offset < tensor.Offset + tensor.Geometry.Floats && tensor.Offset < other.Offset + other.Geometry.Floats);
                // Once, before any of its slices is written.
                var touching = steps.Where(step => step.Tensors.Any(touched => Whole(pass, touched.Index) == i)).ToArray();
                Assert.Equal(shares && !tensor.Geometry.Halo.IsNone, touching[0] is ClearHaloStep clear && clear.Tensor.Of.Index == i);
                Assert.DoesNotContain(touching.Skip(1), step => step is ClearHaloStep);
            }
        }
    }

    public static void Contractions_StayInsideTheirOperands(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            foreach (var step in pass.Steps().OfType<ContractionStep>())
            {
                foreach (var part in step.Parts)
                {
                    var p = part.Plan;
                    var c = Reach(part.C, 16,
                        [.. p.Rows.Select(row => (row.Extent, row.C)), .. p.Columns.Select(column => (column.Extent, column.C))]);
                    Inside(plan, pass, step, step.C, c);
                    if (step.Bias is { } bias)
                        Inside(plan, pass, step, bias.Of.AsOperand(),
                            Reach(part.Bias, 16, [.. p.Columns.Select(column => (column.Extent, column.Bias))]));
                    if (step.Y is { } y)
                        Inside(plan, pass, step, y,
                            Reach(part.Y, 16, [.. p.Rows.Select(row => (row.Extent, row.Y)),
                            .. p.Columns.Select(column => (column.Extent, column.Y))]));
                    foreach (var segment in p.Segments)
                    {
                        Inside(plan, pass, step, step.A, Reach(
                            part.A + segment.A, p.IsLanewise ? 16 : 1,
                            [.. p.Rows.Select(row => (row.Extent, row.A)), .. p.Columns.Select(column => (column.Extent, column.A)),
                                .. segment.Dimensions.Select(d => (d.Extent, d.A))]));
                        Inside(plan, pass, step, step.B, Reach(part.B + segment.B, 16,
                            [.. p.Columns.Select(column => (column.Extent, column.B)),
                            .. segment.Dimensions.Select(d => (d.Extent, d.B))]));
                    }
                }
            }
        }
    }

    public static void Winograd_StaysInsideItsOperands(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            foreach (var step in pass.Steps().OfType<WinogradStep>())
            {
                var g = step.Geometry;
                var (from, to) = (pass.Tensor(step.From).Geometry, pass.Tensor(step.To).Geometry);
                int rows = (g.Rows + g.Form.Outputs - 1) / g.Form.Outputs, columns = (g.Columns + g.Form.Outputs - 1) / g.Form.Outputs;
                TilesInside(step, step.FirstTile, from, g.ChannelBlocks, rows, columns, g.Form);
                // What a tile has behind the border is not stored.
                Assert.Equal((to.Shape.Height, to.Shape.Width, to.Blocks), (g.Rows, g.Columns, g.Chunks * g.ChunkBlocks));
                Assert.InRange(g.ScratchFloats, 0, pass.ScratchFloats);
                Assert.Equal((from.Shape.Channels, to.Shape.Channels), (g.Channels, g.Maps));
                long end = step.Weights.Of.Index + g.WeightFloats;
                Assert.InRange(end, 0, step.Weights.Of.Place == OperandPlace.Prepared ? pass.PreparedFloats : pass.SharedFloats);
                if (step.Operand is { } operand) Assert.Equal(to.Shape, pass.Tensor(operand).Geometry.Shape);
            }
            foreach (var step in pass.Steps().OfType<WinogradGradientStep>())
            {
                var g = step.Geometry;
                var (x, dy) = (pass.Tensor(step.From).Geometry, pass.Tensor(step.Gradient).Geometry);
                int rows = (g.Rows + g.Form.Outputs - 1) / g.Form.Outputs, columns = (g.Columns + g.Form.Outputs - 1) / g.Form.Outputs;
                TilesInside(step, step.FirstTile, x, g.ChannelChunks * g.ChannelChunk, rows, columns, g.Form);
                long reach = dy.Origin + (rows * g.Form.Outputs - 1L) * dy.RowStride + columns * g.Form.Outputs * 16L;
                Assert.InRange(reach, 0, dy.BlockStride);
                Assert.InRange(columns * g.Form.Outputs, 0, dy.Shape.Width + dy.Halo.Right);
                Assert.Equal(dy.Blocks, g.MapChunks * g.MapChunk);
                Assert.InRange(step.ScratchFloats, 0, pass.ScratchFloats);
            }
        }
    }

    private static void TilesInside(StepPlan step, int first, TensorGeometry from, int blocks, int rows, int columns, WinogradForm form)
    {
        Assert.Equal(from.Blocks, blocks);
        Assert.InRange(first, 0, from.Origin);
        int top = (from.Origin - first) / from.RowStride, left = (from.Origin - first) % from.RowStride / 16;
        Assert.True(rows * form.Outputs + form.Kernel - 1 <= top + from.Shape.Height + from.Halo.Bottom,
            $"{step.Name} reaches below its input.");
        Assert.True(columns * form.Outputs + form.Kernel - 1 <= left + from.Shape.Width + from.Halo.Right,
            $"{step.Name} reaches to the right of its input.");
    }

    private static WinogradStep WinogradStepOf(ExecutionPlan pass, TransformWeightsStep transform) =>
        pass.Steps().OfType<WinogradStep>().Single(step => step.Weights.Of == transform.To.Of.AsOperand());

    public static void Tiles_FitTheRegistersAndTheirDimensions(NetworkPlan plan)
    {
        foreach (var kernel in plan.Kernels)
        {
            if (kernel.Shape is not ContractionPlan contraction) continue;
            Assert.Equal(plan.Target.Widths, contraction.Tiles.Select(tile => tile.Width));
            foreach (var tile in contraction.Tiles)
            {
                int sums = tile.RowCount * tile.Columns * tile.Width.VectorsPerBlock;
                Assert.True(sums < tile.Width.Registers, $"{kernel.Name}: {sums} sums in {tile.Width.Registers} registers.");
                Assert.Equal(0, contraction.Columns[^1].Extent % tile.Columns);
                for (int i = 0; i + 1 < contraction.Rows.Count; i++) Assert.Equal(0, contraction.Rows[i].Extent % tile.Rows[i]);
                // engine limits: past 8,000 accesses to locals in a method the JIT no longer optimises; a multiply-add makes four.
                Assert.True(tile.Unroll * sums * 4 * Math.Max(1, contraction.Segments.Count) < 8000);
            }
        }
    }

    private static (long First, long Last) Reach(long start, int width, IReadOnlyList<(int Extent, int Stride)> dimensions)
    {
        long first = start, last = start + width - 1;
        foreach (var (extent, stride) in dimensions)
        {
            long way = (extent - 1L) * stride;
            if (way < 0) first += way;
            else last += way;
        }
        return (first, last);
    }

    private static void Inside(NetworkPlan plan, ExecutionPlan pass, ContractionStep step, Operand operand, (long First, long Last) reach)
    {
        long floats = operand.Place switch
        {
            OperandPlace.Slot => pass.Tensors[operand.Index].Geometry.Floats,
            OperandPlace.Shared =>
                ParameterPlan.TurnedFloats(pass.Steps().OfType<TransposeStep>().Single(turn => turn.To.Of.AsOperand() == operand).Weight),
            _ => ParameterPlan.PackedFloats(plan.Parameters.Single(parameter => parameter.Offset == operand.Index).Spec),
        };
        Assert.True(reach.First >= 0 && reach.Last < floats, $"{step.Name} reaches from {reach.First} to {reach.Last} in {floats} floats.");
    }
}
