using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// What the optimizer of a training keeps between steps, beside what the network's own would, with which
/// <c>TrainingBytes</c> and the network's budget are counted.
/// </summary>
public sealed record OptimizerMemory
{
    private readonly int _ownFloats;
    private readonly int _usedFloats;

    private OptimizerMemory(NetworkInfo info, Optimizer own, Optimizer used)
    {
        (Own, Used) = (own.GetType().Name, used.GetType().Name);
        (_ownFloats, _usedFloats) = (own.StateFloatsPerParameter, used.StateFloatsPerParameter);
        (OwnBytes, UsedBytes) = (Bytes(info, _ownFloats), Bytes(info, _usedFloats));
        IsOwn = used.GetType() == own.GetType() && used.StateMeaning == own.StateMeaning;
    }

    /// <summary>The class of the network's own optimizer: what it declares, or descent with momentum.</summary>
    public string Own { get; }

    /// <summary>The bytes that it keeps, or would keep.</summary>
    public long OwnBytes { get; }

    /// <summary>The class of the optimizer that is used.</summary>
    public string Used { get; }

    /// <summary>The bytes that it keeps.</summary>
    public long UsedBytes { get; }

    /// <summary>Whether what is used keeps the same as the network's own; rates and shares may be others.</summary>
    public bool IsOwn { get; }

    /// <summary>Both, in a sentence.</summary>
    public override string ToString() => IsOwn
        ? FormattableString.Invariant(
            $"{Used}, as the network declares or has by default, keeps {Floats(_usedFloats)}, {UsedBytes:N0} bytes.")
        : FormattableString.Invariant($"{Used} keeps {Floats(_usedFloats)}, {UsedBytes:N0} bytes; the network's own optimizer, ")
            + FormattableString.Invariant($"{Own}, would keep {Floats(_ownFloats)}, {OwnBytes:N0} bytes.");

    /// <summary>Of a network's training with an optimizer.</summary>
    /// <exception cref="ArgumentException">
    /// It keeps less than nothing or more than an array can hold; or with it, a session takes more than the network's budget.
    /// </exception>
    internal static OptimizerMemory Of(NetworkInfo info, Optimizer used)
    {
        OptimizerMemory memory = new(info, info.CreateOptimizer(), used);
        memory.CheckCount(info.Name);
        if (info.TrainingBudget is { } budget)
            memory.Check(info.Name, budget);
        return memory;
    }

    private void CheckCount(string network)
    {
        if (_usedFloats < 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"An optimizer keeps 0 or more floats for each parameter; {Used}.{nameof(Optimizer.StateFloatsPerParameter)} is ")
                + FormattableString.Invariant($"{_usedFloats}."));
        }
        if (UsedBytes > Arena.MostFloats * sizeof(float))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Used} keeps {Floats(_usedFloats)}, {UsedBytes:N0} bytes for {network}, and an array holds ")
                + FormattableString.Invariant($"{Arena.MostFloats * sizeof(float):N0} at most: train with an optimizer that keeps less."));
        }
    }

    private void Check(string network, TrainingBudget budget)
    {
        long bytes = budget.PlannedBytes - OwnBytes + UsedBytes;
        if (bytes <= budget.MostBytes)
            return;
        throw new ArgumentException(
            FormattableString.Invariant($"{network} declares a budget of {budget.MostBytes:N0} bytes for training. With its own ")
            + FormattableString.Invariant($"optimizer, {Own}, a session takes {budget.PlannedBytes:N0} bytes, {OwnBytes:N0} of them what ")
            + FormattableString.Invariant($"the optimizer keeps; with {Used} it takes {bytes:N0}, {UsedBytes:N0} of them what that keeps, ")
            + FormattableString.Invariant($"and so {bytes - budget.MostBytes:N0} too many. Train with an optimizer that keeps less, or ")
            + "declare this one, and the build says what would make room; or raise the budget.");
    }

    private static long Bytes(NetworkInfo info, int floats) => (long)info.TrainableFloats * floats * sizeof(float);

    private static string Floats(int count) =>
        FormattableString.Invariant($"{count} {(count == 1 ? "float" : "floats")} for each parameter");
}
