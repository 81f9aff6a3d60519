namespace Cnn.Runtime.Tests;

public sealed class ContentionTests
{
    [Fact]
    public void Loss_IsFollowedByEightTimesAsLongAlone()
    {
        Contention contention = default;
        long lost = Spin.Ticks + 1;
        Assert.False(contention.IsOn(0));
        contention.Lose(now: 1000, lost);
        Assert.True(contention.IsOn(1000));
        Assert.True(contention.IsOn(999 + (8 * lost)));
        Assert.False(contention.IsOn(1000 + (8 * lost)));
    }

    [Fact]
    public void SmallerLoss_DoesNotShortenTheTimeForALargerOne()
    {
        Contention contention = default;
        long lost = 3 * Spin.Ticks;
        contention.Lose(now: 1000, lost);
        contention.Lose(now: 1001, 2 * Spin.Ticks);
        Assert.True(contention.IsOn(999 + (8 * lost)));
    }

    /// <summary>A worker that was parked is late whatever other programs do.</summary>
    [Fact]
    public void WhatWakingTakes_IsNoLoss()
    {
        Contention contention = default;
        contention.Lose(now: 1000, Spin.Ticks);
        Assert.False(contention.IsOn(1000));
    }

    [Fact]
    public void Probes_ComeEverMoreSeldom()
    {
        Pace pace = default;
        int[] probes = [.. Enumerable.Range(1, 300).Where(_ => pace.IsProbeDue(size: 3))];
        Assert.Equal([16, 32, 64, 128, 256], probes);
    }

    [Fact]
    public void Excess_IsOverTheFastestRunAlone_OfTheSameSize()
    {
        Pace pace = default;
        pace.IsProbeDue(size: 3);
        Assert.Equal(0, pace.Excess(1_000_000));
        pace.MeasureAlone(50);
        pace.MeasureAlone(70);
        Assert.Equal(0, pace.Excess(40));
        Assert.Equal(10, pace.Excess(60));
        pace.IsProbeDue(size: 4);
        Assert.Equal(0, pace.Excess(1_000_000));
    }
}
