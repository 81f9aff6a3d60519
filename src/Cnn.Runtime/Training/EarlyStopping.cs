namespace Cnn;

/// <summary>Ends a training that no longer gets better, as <see cref="TrainerOptions.BestBy"/> judges it.</summary>
public sealed class EarlyStopping
{
    /// <param name="patience">Evaluated epochs in a row that may be no better than the best one.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public EarlyStopping(int patience)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        Patience = patience;
    }

    /// <summary>Evaluated epochs in a row that may be no better than the best one.</summary>
    public int Patience { get; }

    /// <summary>By how much an epoch must be better than the best one to count as better.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double MinimumChange
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinimumChange), value, "MinimumChange must be finite and not negative.");
    }
}
