using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Takes the running statistics of batch norms anew, for weights that no step has trained, as an average's: PyTorch's <c>update_bn</c>.
/// </summary>
/// <example><code>BatchNormStatistics.Update(net, training);</code></example>
public static class BatchNormStatistics
{
    private const string Refusal = "cannot have its batch norms updated";

    /// <summary>
    /// Goes forward over the data once, in batches of the network's size and shuffled; the running statistics are then the means of the
    /// batches' own, each batch counted alike. Nothing else is changed, and nothing where there are no batch norms.
    /// </summary>
    /// <param name="network">The network, which no session is training.</param>
    /// <param name="data">What it was trained on.</param>
    /// <param name="seed">The order of the data and dropout.</param>
    /// <param name="threads">The most threads to use; null for one a processor. Results do not depend on it.</param>
    /// <param name="augmentation">How to vary the images, or null for as they are.</param>
    /// <param name="loss">The loss that says what the data is told of; null for the network's own.</param>
    /// <exception cref="ArgumentException">
    /// The data or the loss does not fit the network, the last batch is of one image and there are batch norms of vectors, or a statistic
    /// would not be finite; nothing was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is not over labels, the network is declared for predictions only, or a session is training it.
    /// </exception>
    public static void Update<TNetwork>(
        TNetwork network, ILabeledData data, ulong seed = 1, int? threads = null, IAugmentation? augmentation = null, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork> =>
        Update(network, TrainerData.Of(TNetwork.Info, loss ?? TNetwork.Info.Loss, data), seed, threads, augmentation, loss);

    /// <summary>The same with data of float targets.</summary>
    /// <inheritdoc cref="Update{TNetwork}(TNetwork, ILabeledData, ulong, int?, IAugmentation?, Loss?)"/>
    /// <exception cref="InvalidOperationException">
    /// The loss is over class labels only, the network is declared for predictions only, or a session is training it.
    /// </exception>
    public static void Update<TNetwork>(
        TNetwork network, ITargetData data, ulong seed = 1, int? threads = null, IAugmentation? augmentation = null, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork> =>
        Update(network, TrainerData.Of(TNetwork.Info, loss ?? TNetwork.Info.Loss, data), seed, threads, augmentation, loss);

    private static void Update<TNetwork>(
        TNetwork network, TrainerData data, ulong seed, int? threads, IAugmentation? augmentation, Loss? loss)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        Sgd still = new(0);
        DataCheck.CheckLastBatch(TNetwork.Info, still, data.Count);
        DataCheck.CheckAugmentation(TNetwork.Info, augmentation);
        NetworkParameters updated = network.Parameters.Copy();
        using TrainingSession<TNetwork> session = new(network, still, new() { Threads = threads, Seed = seed, Loss = loss });
        Update(session, updated, new Batches(data, session.BatchSize), augmentation, seed);
        if (NotFinite.In(updated) is { } found)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The statistics over the data would leave {found.Value} in {found.Parameter} of {TNetwork.Info.Name}, which was not ")
                + "changed: look for pixels of the data, or parameters of the network, that are not finite or very large.", nameof(data));
        }
        session.Replace(updated);
    }

    /// <summary>Takes the statistics of some parameters by a session whose own are put back.</summary>
    /// <param name="session">A session of the same network.</param>
    /// <param name="parameters">Whose running statistics are taken, where the session's optimizer does not freeze them.</param>
    /// <param name="batches">What is gone over once.</param>
    /// <param name="augmentation">How to vary the images, or null for as they are.</param>
    /// <param name="seed">The order of the data, and its augmentation.</param>
    internal static void Update<TNetwork>(
        TrainingSession<TNetwork> session, NetworkParameters parameters, Batches batches, IAugmentation? augmentation, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (NormStatistics.Of(TNetwork.Info, session.Optimizer) is not { } statistics)
            return;
        NetworkParameters before = session.Network.Parameters.Copy(Refusal);
        session.Replace(parameters);
        try
        {
            // No epoch has this number.
            batches.Shuffle(seed, epoch: 0);
            RandomKey key = new RandomKey(seed).Derive("augmentation").Derive(0);
            session.Measure(statistics, () =>
            {
                for (int batch = 0; batch < batches.Count; batch++)
                    batches.ComputeGradients(session, batches.Fill(batch, augmentation, key));
            });
        }
        finally
        {
            session.Replace(before);
        }
        statistics.WriteTo(parameters);
    }
}
