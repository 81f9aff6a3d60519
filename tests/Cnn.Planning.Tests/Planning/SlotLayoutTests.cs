namespace Cnn.Planning.Tests;

public sealed class SlotLayoutTests
{
    [Fact]
    public void Tensors_ThatLiveTogether_NeverOverlap()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var tensors = SlotLayout.Assign(Random(seed), new(), out long floats);
            foreach (var (a, b) in Pairs(tensors))
                if (a.FirstStep <= b.LastStep && b.FirstStep <= a.LastStep) Assert.False(Overlap(a, b), $"seed {seed}: {a} and {b}");
            Assert.Equal(tensors.Max(tensor => tensor.Offset + tensor.Geometry.Floats), floats);
        }
    }

    // Held against all that were placed before, as the tree over the steps does not.
    [Fact]
    public void EachTensor_HasTheLowestPlaceThatIsFree()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var placed = new List<TensorPlan>();
            foreach (var tensor in SlotLayout.Assign(Random(seed, most: 120), new(), out _)
                .OrderByDescending(tensor => tensor.Geometry.Floats))
            {
                long offset = 0;
                foreach (var other in placed.Where(other => other.FirstStep <= tensor.LastStep && tensor.FirstStep <= other.LastStep)
                    .OrderBy(other => other.Offset))
                {
                    if (offset + tensor.Geometry.Floats <= other.Offset) break;
                    offset = Math.Max(offset, other.Offset + other.Geometry.Floats);
                }
                Assert.Equal(offset, tensor.Offset);
                placed.Add(tensor);
            }
        }
    }

    [Fact]
    public void SlicesOfSlices_LieWhereTheirTensorsDo()
    {
        var map = new TensorGeometry(new(2, 2, 64), TensorLayout.Blocked, default);
        var tensors = SlotLayout.Assign(
            [
                new("part of part", map with { Shape = new(2, 2, 16) }, 0, 3, 4) { Parent = new(1), FirstBlock = 1 },
                new("part", map with { Shape = new(2, 2, 32) }, 0, 3, 4) { Parent = new(2), FirstBlock = 2 },
                new("whole", map, 0, 3, 4),
                new("other", map with { Shape = new(2, 2, 128) }, 0, 4, 5),
            ],
            new(),
            out long floats);
        // A block of 2x2 pixels is 64 floats; the largest tensor, of 8 blocks, comes first.
        Assert.Equal([512 + 3 * 64, 512 + 2 * 64, 512, 0], tensors.Select(tensor => tensor.Offset));
        Assert.Equal(768, floats);
    }

    [Fact]
    public void Shared_IsEachTensorThatOverlapsAnother()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var tensors = SlotLayout.Assign(Random(seed), new(), out _);
            bool[] expected = [.. tensors.Select(tensor => tensors.Any(other => other != tensor && Overlap(other, tensor)))];
            Assert.Equal(expected, SlotLayout.Shared(tensors));
        }
    }

    private static TensorPlan[] Random(int seed, int most = 30)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, random.Next(1, most)).Select(i =>
            {
                int first = random.Next(20);
                var shape = new TensorShape(1, random.Next(1, 6), random.Next(1, 40));
                return new TensorPlan($"t{i}", new(shape, TensorLayout.Blocked, default), 0, first, first + random.Next(8));
            }),
        ];
    }

    private static IEnumerable<(TensorPlan, TensorPlan)> Pairs(EquatableArray<TensorPlan> tensors) =>
        from i in Enumerable.Range(0, tensors.Count) from j in Enumerable.Range(0, i) select (tensors[i], tensors[j]);

    private static bool Overlap(TensorPlan a, TensorPlan b) =>
        a.Offset < b.Offset + b.Geometry.Floats && b.Offset < a.Offset + a.Geometry.Floats;
}
