namespace Cnn;

/// <summary>Ends a training that no longer gets better, as <see cref="TrainerOptions.BestBy"/> judges it.</summary>
public sealed class EarlyStopping
{
    /// <param name="patience">
    /// After how many evaluated epochs in a row that are no better than the best one it ends, as in Keras and Lightning; 0 is like 1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public EarlyStopping(int patience)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        Patience = patience;
    }

    /// <summary>After how many evaluated epochs in a row that are no better than the best one the training ends; 0 is like 1.</summary>
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
