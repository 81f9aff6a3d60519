namespace Cnn.EndToEnd.Probe;

/// <summary>
/// Measures what sessions of one thread take. All of it is managed memory (an arena is a pinned array), so that what lives on the heap
/// after a full collection is the whole truth, and an exact one: pages that the system lends or keeps do not blur it, as they do a
/// process's private bytes.
/// </summary>
internal static class SessionSizes
{
    /// <summary>
    /// A line for each network and pass: its name, the pass, the bytes by which the heap grew, and those that the network's class states.
    /// </summary>
    public static IEnumerable<string> All() =>
    [
        .. Of<LeNet5>(LeNet5.InferenceBytes, LeNet5.TrainingBytes, new Sgd(0.1f) { Momentum = 0.9f }),
        .. Of<Others>(Others.InferenceBytes, Others.TrainingBytes, new Sgd(0.1f) { Momentum = 0.9f }),
        .. Of<Joined>(Joined.InferenceBytes, Joined.TrainingBytes, new Sgd(0.1f)),
    ];

    private static IEnumerable<string> Of<TNetwork>(long inference, long training, Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork>
    {
        // The first of each makes what is made once: the network's facts, the worker team's threads.
        GC.KeepAlive(Inference<TNetwork>(NetworkParameters.Create(TNetwork.Info)));
        GC.KeepAlive(Training<TNetwork>(optimizer));
        var parameters = NetworkParameters.Create(TNetwork.Info);
        long predicts = GrowthBy(() => Inference<TNetwork>(parameters)), trains = GrowthBy(() => Training<TNetwork>(optimizer));
        GC.KeepAlive(parameters);
        yield return $"{TNetwork.Info.Name} inference {predicts} {inference}";
        yield return $"{TNetwork.Info.Name} training {trains} {training}";
    }

    // With the finished model that it runs.
    private static object Inference<TNetwork>(NetworkParameters parameters)
        where TNetwork : class, INetwork<TNetwork> => Model<TNetwork>.From(parameters).CreateSession(new() { Threads = 1 });

    // With the network that it trains.
    private static object Training<TNetwork>(Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork> =>
            new TrainingSession<TNetwork>(TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info)), optimizer,
                new() { Threads = 1 });

    private static long GrowthBy(Func<object> make)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object made = make();
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(made);
        return growth;
    }
}
