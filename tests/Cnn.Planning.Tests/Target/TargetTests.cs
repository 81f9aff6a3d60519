namespace Cnn.Planning.Tests;

/// <summary>What a network is planned for is a value, and whatever depends on the hardware follows from it.</summary>
public class TargetTests
{
    // A batch for Winograd's algorithm both ways, a dense layer with many weights, and few maps that lie one behind the other.
    private const string Tiles = "batch 16, inference_batch 16, input 28x28x64, conv 64 1x1, conv 64 3x3 pad 1 relu, maxpool 2x2, "
        + "conv 128 3x3 pad 1, dense 100";

    private const string Image = "batch 8, input 8x8x512, conv 512 1x1, conv 512 3x3 same, dense 9";

    private const string FewMaps = "batch 64, input 28x28x1, conv 6 5x5 same tanh, avgpool 2x2, conv 16 5x5 tanh, avgpool 2x2, dense 10";

    private const string Dense = "batch 32, inference_batch 8, input 1x1x1024, dense 1024 relu, dense 1024, dense 9";

    private static readonly string[] s_networks = [Tiles, Image, FewMaps, Dense];

    public static TheoryData<int> Widths { get; } = [.. Target.Default.Widths.Select(width => width.Bits)];

    [Fact]
    public void EqualTargets_HaveEqualPlans()
    {
        var target = Target.Default with { Widths = new(VectorWidth.Bits512, VectorWidth.Bits256, new(128, 16, 16)),
            Core = Target.Default.Core with { } };
        Assert.NotSame(Target.Default, target);
        Assert.Equal(Target.Default, target);
        Assert.All(s_networks, network => Assert.Equal(Plans.Of(network), Plans.Of(network, target)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void PlanForOneWidth_WritesOnlyThatWidth(int bits)
    {
        var width = Target.Default.Widths.Single(width => width.Bits == bits);
        foreach (string network in s_networks)
        {
            var plan = Plans.Of(network, Target.Default with { Widths = new(width) });
            Assert.Equal([width], plan.Widths);
            Assert.All(plan.Forms, form => Assert.Equal(width, form.Form.Width));
            Assert.All(plan.Kernels.SelectMany(kernel => kernel.Calls), call => Assert.Equal(width, call.Width));
            Assert.All(plan.Kernels.Select(kernel => kernel.Shape).OfType<RowConvolutionShape>(), shape =>
                Assert.Equal(width, Assert.Single(shape.Tiles).Width));
            Assert.All(plan.Kernels.Select(kernel => kernel.Shape).OfType<DotDataGradientShape>(), shape =>
                Assert.Equal(width, Assert.Single(shape.Tiles).Width));
            MemoryCheck.Everything(plan);
        }
    }

    // A project that writes one width keeps its budget, and a processor its results.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Widths_DecideOnNothingElse(int bits)
    {
        var width = Target.Default.Widths.Single(width => width.Bits == bits);
        foreach (string network in s_networks)
        {
            var (all, one) = (Plans.Of(network), Plans.Of(network, Target.Default with { Widths = new(width) }));
            foreach (var (wide, narrow) in all.Passes().Zip(one.Passes()))
            {
                Assert.Equal(wide.Tensors, narrow.Tensors);
                Assert.Equal(wide.Prepared, narrow.Prepared);
                Assert.Equal((wide.ArenaFloats, wide.ScratchFloats), (narrow.ArenaFloats, narrow.ScratchFloats));
                Assert.Equal(wide.Steps().Select(step => step.Name), narrow.Steps().Select(step => step.Name));
            }
            Assert.All(
                all.Kernels.Zip(one.Kernels),
                pair => Assert.Equal(pair.First.Name, pair.Second.Name));
            Assert.Equal(
                all.Kernels.Select(kernel => kernel.Shape).OfType<DotDataGradientShape>().Select(shape => shape.IsCut(width)),
                one.Kernels.Select(kernel => kernel.Shape).OfType<DotDataGradientShape>().Select(shape => shape.IsCut(width)));
        }
    }

    [Fact]
    public void SmallerCache_MakesSmallerBlocks()
    {
        var small = Target.Default with { Caches = Target.Default.Caches with { SecondLevelBytes = 1 << 19 } };
        var (before, after) = (Plans.Of(Tiles), Plans.Of(Tiles, small));
        Assert.Contains(
            Steps<WinogradStep>(before).Zip(Steps<WinogradStep>(after)),
            step => step.Second.Geometry.ScratchFloats < step.First.Geometry.ScratchFloats);
        Assert.Contains(
            Steps<WinogradGradientStep>(before).Zip(Steps<WinogradGradientStep>(after)),
            step => step.Second.Geometry.BlockFloats < step.First.Geometry.BlockFloats);
        // 36 * 64 * 64 transformed weights: more than the smaller cache keeps.
        Assert.DoesNotContain(Steps<WinogradStep>(before), step => step.HasLargeWeights && step.Layer == "conv2");
        Assert.Contains(Steps<WinogradStep>(after), step => step.HasLargeWeights && step.Layer == "conv2");
        MemoryCheck.Everything(after);
        Assert.All(after.Passes(), DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere);
    }

    // A number that changes no plan would be a constant somewhere else.
    [Fact]
    public void EachNumber_DecidesOnSomething()
    {
        Target target = Target.Default;
        var (core, caches, tiles) = (target.Core, target.Caches, target.Tiles);
        (string Name, Target Other)[] others =
        [
            ("Threads", target with { Threads = 4 }),
            ("Issues", target with { Core = core with { Issues = 1 } }),
            ("Latency", target with { Core = core with { Latency = 12 } }),
            ("LaneSum", target with { Core = core with { LaneSum = 1000 } }),
            ("CrossingGain", target with { Core = core with { CrossingGain = 0.01 } }),
            ("LeastShared", target with { Core = core with { LeastShared = 1 } }),
            ("SecondLevelBytes", target with { Caches = caches with { SecondLevelBytes = 1 << 16 } }),
            ("ThirdLevelBytes", target with { Caches = caches with { ThirdLevelBytes = 1 << 16 } }),
            ("ThirdLevelSpeed", target with { Caches = caches with { ThirdLevelSpeed = 1 } }),
            ("MemorySpeed", target with { Caches = caches with { ThirdLevelBytes = 1 << 16, MemorySpeed = 1 } }),
            ("StreamedLine", target with { Caches = caches with { StreamedLine = 0.01 } }),
            ("MultiplyAdd", target with { Tiles = tiles with { MultiplyAdd = 0.1 } }),
            ("Input", target with { Tiles = tiles with { Input = 100 } }),
            ("Output", target with { Tiles = tiles with { Output = 100 } }),
            ("FarInput", target with { Tiles = tiles with { FarInput = 100 } }),
            ("FarOutput", target with { Tiles = tiles with { FarOutput = 100 } }),
            ("Exposed", target with { Tiles = tiles with { Exposed = 10 } }),
            ("LoadAndStore", target with { Tiles = tiles with { LoadAndStore = 100 } }),
            ("TileRows", target with { Tiles = tiles with { TileRows = 5 } }),
            ("LeastMultiplyAdds", target with { Tiles = tiles with { LeastMultiplyAdds = long.MaxValue } }),
        ];
        var numbers = new[] { typeof(Target), typeof(CoreCosts), typeof(CacheModel), typeof(TileCosts) }
            .SelectMany(type => type.GetProperties()).Where(property => property.CanWrite && property.PropertyType.IsPrimitive);
        Assert.Equal(numbers.Select(number => number.Name).Order(StringComparer.Ordinal),
            others.Select(other => other.Name).Order(StringComparer.Ordinal));
        var plans = s_networks.Select(network => (network, Plan: Plans.Of(network))).ToArray();
        Assert.All(others, other =>
            Assert.Contains(plans, plan => plan.Plan with { Target = other.Other } != Plans.Of(plan.network, other.Other)));
    }

    private static IEnumerable<TStep> Steps<TStep>(NetworkPlan plan)
        where TStep : StepPlan => plan.Passes().SelectMany(pass => pass.Steps()).OfType<TStep>();
}
