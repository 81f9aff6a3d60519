namespace Cnn.Dsl.Tests;

/// <summary>An independent check of addresses: nothing that lives together overlaps, and no kernel reaches outside its operands.</summary>
internal static class MemoryCheck
{
    public static void TensorsThatLiveTogether_DoNotOverlap(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            // Lives are found anew from the steps: from the first that touches a tensor to the last; what units of work read stays to the end.
            var steps = pass.Steps();
            var lives = pass.Tensors.Select((_, tensor) =>
            {
                var touching = steps.Select((step, i) => (step, i)).Where(entry => entry.step.Tensors.Contains(tensor)).ToArray();
                return (First: touching.Min(entry => entry.i), Last: touching.Any(entry => entry.step.Scope == StepScope.Unit) ? int.MaxValue : touching.Max(entry => entry.i));
            }).ToArray();
            for (int a = 0; a < pass.Tensors.Count; a++)
            {
                Assert.Equal(0, pass.Tensors[a].Offset % 16);
                Assert.True(pass.Tensors[a].Offset + pass.Tensors[a].Geometry.Floats <= pass.SlotFloats);
                for (int b = 0; b < a; b++)
                {
                    if (lives[a].First > lives[b].Last || lives[b].First > lives[a].Last) continue;
                    Assert.False(
                        pass.Tensors[a].Offset < pass.Tensors[b].Offset + pass.Tensors[b].Geometry.Floats
                        && pass.Tensors[b].Offset < pass.Tensors[a].Offset + pass.Tensors[a].Geometry.Floats,
                        $"{pass.Tensors[a].Name} and {pass.Tensors[b].Name} overlap.");
                }
            }
        }
    }

    public static void HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(NetworkPlan plan)
    {
        foreach (var pass in plan.Passes())
        {
            var steps = pass.Steps();
            for (int i = 0; i < pass.Tensors.Count; i++)
            {
                var tensor = pass.Tensors[i];
                bool shares = pass.Tensors.Where((_, other) => other != i).Any(other =>
                    other.Offset < tensor.Offset + tensor.Geometry.Floats && tensor.Offset < other.Offset + other.Geometry.Floats);
                var first = steps.First(step => step.Tensors.Contains(i));
                Assert.Equal(shares && !tensor.Geometry.Halo.IsNone, first is ClearHaloStep);
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
                    var c = Reach(part.C, 16, [.. p.Rows.Select(row => (row.Extent, row.C)), .. p.Columns.Select(column => (column.Extent, column.C))]);
                    Inside(plan, pass, step, step.C, c);
                    if (step.Bias >= 0)
                        Inside(plan, pass, step, new(OperandPlace.Parameters, step.Bias), Reach(part.Bias, 16, [.. p.Columns.Select(column => (column.Extent, column.Bias))]));
                    if (step.Y is not null)
                        Inside(plan, pass, step, step.Y, Reach(part.Y, 16, [.. p.Rows.Select(row => (row.Extent, row.Y)), .. p.Columns.Select(column => (column.Extent, column.Y))]));
                    foreach (var segment in p.Segments)
                    {
                        Inside(plan, pass, step, step.A, Reach(
                            part.A + segment.A, p.IsLanewise ? 16 : 1,
                            [.. p.Rows.Select(row => (row.Extent, row.A)), .. p.Columns.Select(column => (column.Extent, column.A)), .. segment.Dimensions.Select(d => (d.Extent, d.A))]));
                        Inside(plan, pass, step, step.B, Reach(part.B + segment.B, 16, [.. p.Columns.Select(column => (column.Extent, column.B)), .. segment.Dimensions.Select(d => (d.Extent, d.B))]));
                    }
                }
            }
        }
    }

    public static void Tiles_FitTheRegistersAndTheirDimensions(NetworkPlan plan)
    {
        foreach (var kernel in plan.Kernels)
        {
            if (kernel.Shape is not ContractionPlan contraction) continue;
            Assert.Equal(VectorWidth.All, contraction.Tiles.Select(tile => tile.Width));
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
            OperandPlace.Shared => pass.SharedFloats - operand.Index,
            _ => ParameterPlan.PackedFloats(plan.Parameters.Single(parameter => parameter.Offset == operand.Index).Spec),
        };
        Assert.True(reach.First >= 0 && reach.Last < floats, $"{step.Name} reaches from {reach.First} to {reach.Last} in {floats} floats.");
    }
}
