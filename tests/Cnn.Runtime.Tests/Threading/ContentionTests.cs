namespace Cnn.Runtime.Tests;

public sealed class ContentionTests
{
    [Fact]
    public void Loss_IsFollowedByAsLongAlone_AndTwiceAsLongEachTimeThatItComesAgainSoon()
    {
        Contention contention = default;
        long lost = Spin.Ticks + 1, now = 1000 * lost;
        Assert.False(contention.IsOn(now));
        foreach (int times in new[] { 1, 2, 4, 8, 8 })
        {
            contention.Lose(now, lost);
            Assert.True(contention.IsOn(now - 1 + (times * lost)));
            Assert.False(contention.IsOn(now + (times * lost)));
            // The first call together is lost again.
            now += (times + 1) * lost;
        }
    }

    [Fact]
    public void LossAfterAWhileTogether_IsASingleOneAgain()
    {
        Contention contention = default;
        long lost = Spin.Ticks + 1, now = 1000 * lost;
        contention.Lose(now, lost);
        contention.Lose(now + (2 * lost), lost);
        // Alone until 4, together as long as alone until 6, lost from then on.
        contention.Lose(now + (7 * lost), lost);
        Assert.True(contention.IsOn(now - 1 + (8 * lost)));
        Assert.False(contention.IsOn(now + (8 * lost)));
    }

    [Fact]
    public void SmallerLoss_DoesNotShortenTheTimeForALargerOne()
    {
        Contention contention = default;
        long lost = 100 * Spin.Ticks, now = 1000 * lost;
        contention.Lose(now, lost);
        contention.Lose(now + 1, 2 * Spin.Ticks);
        Assert.True(contention.IsOn(now - 1 + lost));
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
