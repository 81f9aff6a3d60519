namespace Cnn.Dsl.Tests;

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

    private static TensorPlan[] Random(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, random.Next(1, 30)).Select(i =>
            {
                int first = random.Next(20);
                var shape = new TensorShape(1, random.Next(1, 6), random.Next(1, 40));
                return new TensorPlan($"t{i}", new(shape, TensorLayout.Blocked, default), 0, first, first + random.Next(8));
            }),
        ];
    }

    private static IEnumerable<(TensorPlan, TensorPlan)> Pairs(EquatableArray<TensorPlan> tensors) =>
        from i in Enumerable.Range(0, tensors.Count) from j in Enumerable.Range(0, i) select (tensors[i], tensors[j]);

    private static bool Overlap(TensorPlan a, TensorPlan b) => a.Offset < b.Offset + b.Geometry.Floats && b.Offset < a.Offset + a.Geometry.Floats;
}
