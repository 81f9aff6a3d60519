namespace Cnn;

/// <summary>Which rates a <see cref="LearningRateFinder"/> tries. The defaults are fastai's.</summary>
public sealed class LearningRateFinderOptions
{
    /// <summary>The first rate.</summary>
    public float Smallest { get; init; } = 1e-7f;

    /// <summary>The last rate.</summary>
    public float Largest { get; init; } = 10;

    /// <summary>How many steps there are from the first rate to the last, each by the same factor.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How much of the loss's running average stays in a step; 0 for the losses as they are.</summary>
    public double Smoothing { get; init; } = 0.98;

    /// <summary>Of how many times the smallest average the search ends.</summary>
    public double DivergedAt { get; init; } = 4;

    /// <summary>What the steps minimise; null for the network's own (<see cref="NetworkInfo.Loss"/>).</summary>
    public Loss? Loss { get; init; }

    /// <summary>How to vary the images, or null for as they are.</summary>
    public IAugmentation? Augmentation { get; init; }

    /// <summary>The order of the data and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads to use; null for one a processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Threads { get; init => field = ThreadCount.Checked(value); }

    /// <summary>The rate of a step.</summary>
    internal float RateOf(int step) =>
        step == Steps - 1 ? Largest : (float)(Smallest * Math.Pow((double)Largest / Smallest, (double)step / (Steps - 1)));

    /// <exception cref="ArgumentException">Settings contradict each other, or one is out of its range.</exception>
    internal void Check()
    {
        if (!(Smallest > 0 && Largest > Smallest && float.IsFinite(Largest)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Smallest must be above 0, and Largest above it and finite; found {Smallest} and {Largest}."));
        }
        if (Steps < 2)
            throw new ArgumentException(FormattableString.Invariant($"Steps must be 2 or more; found {Steps}."));
        if (!(Smoothing >= 0 && Smoothing < 1))
            throw new ArgumentException(FormattableString.Invariant($"Smoothing must be at least 0 and below 1; found {Smoothing}."));
        if (!(DivergedAt > 1))
            throw new ArgumentException(FormattableString.Invariant($"DivergedAt must be above 1; found {DivergedAt}."));
    }
}
