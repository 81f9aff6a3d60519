using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Layers;
using Cnn.Benchmarks.Measuring;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Catalog;

/// <summary>A network that is measured, whatever its classes.</summary>
/// <param name="name">What the command line calls it.</param>
internal abstract class BenchmarkNetwork(string name)
{
    /// <summary>What the command line calls it.</summary>
    public string Name { get; } = name;

    /// <summary>The table of the class that predicts one instance and is trained.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>The most instances of a prediction.</summary>
    public abstract int LargestInferenceBatch { get; }

    /// <summary>The most instances of a training step, and those of a step where nothing else is asked for.</summary>
    public int TrainingBatch => Info.Training.BatchSize;

    /// <summary>What its text means. Its batches are not asked for.</summary>
    public NetworkSpec Resolve() => NetworkText.Resolve(Info.Name);

    /// <summary>Writes a weight file of first values, always the same.</summary>
    public void SaveWeights(string path)
    {
        NetworkParameters parameters = NetworkParameters.Create(Info);
        FirstStatistics.Set(Resolve(), parameters);
        parameters.Save(path);
    }

    /// <summary>A session that predicts the samples of a batch, with the weights of a file.</summary>
    public abstract IInference LoadInference(string weights, int batch, int threads);

    /// <summary>A session that trains with the samples of a batch, from the weights of a file on.</summary>
    public abstract ITraining LoadTraining(string weights, int batch, int threads);

    /// <summary>A pass over the samples of a batch, step by step, with the weights of a file.</summary>
    public abstract PassRunner TakeApart(Mode mode, string weights, int batch, int threads);
}

/// <inheritdoc/>
/// <typeparam name="TOne">The class that predicts one instance and is trained.</typeparam>
/// <typeparam name="TMany">The class that predicts many.</typeparam>
internal sealed class BenchmarkNetwork<TOne, TMany>(string name) : BenchmarkNetwork(name)
    where TOne : class, INetwork<TOne>
    where TMany : class, INetwork<TMany>
{
    /// <inheritdoc/>
    public override NetworkInfo Info => TOne.Info;

    /// <inheritdoc/>
    public override int LargestInferenceBatch => TMany.Info.Inference.BatchSize;

    /// <inheritdoc/>
    public override IInference LoadInference(string weights, int batch, int threads) => batch == 1
        ? new OurInference<TOne>(Model<TOne>.Load(weights), batch, threads)
        : new OurInference<TMany>(Model<TMany>.Load(weights), batch, threads);

    /// <inheritdoc/>
    public override ITraining LoadTraining(string weights, int batch, int threads) =>
        new OurTraining<TOne>(TOne.FromParameters(NetworkParameters.Load(TOne.Info, weights)), batch, threads);

    /// <inheritdoc/>
    public override PassRunner TakeApart(Mode mode, string weights, int batch, int threads)
    {
        if (mode == Mode.Inference)
        {
            using IInference session = LoadInference(weights, batch, threads);
            return batch == 1 ? Inference<TOne>(session, weights, batch, threads) : Inference<TMany>(session, weights, batch, threads);
        }

        // Backward is about twice forward, as sessions have it.
        int used = HiddenRuntime.Threads(threads, 3 * batch * Info.MultiplyAdds);
        var memory = PassMemory.ForTraining<TOne>(weights, batch, used);
        var runner = new PassRunner(typeof(TOne), Plan<TOne>().Training, memory, batch, used);
        runner.RunOnce();
        using ITraining training = LoadTraining(weights, batch, threads);
        PassCheck.Training(memory, training, batch);
        return runner;
    }

    private static PassRunner Inference<TNetwork>(IInference session, string weights, int batch, int threads)
        where TNetwork : class, INetwork<TNetwork>
    {
        int used = HiddenRuntime.Threads(threads, batch * TNetwork.Info.MultiplyAdds);
        var memory = PassMemory.ForInference<TNetwork>(weights, batch, used);
        var runner = new PassRunner(typeof(TNetwork), Plan<TNetwork>().Inference, memory, batch, used);
        runner.RunOnce();
        PassCheck.Inference(memory, session, batch);
        return runner;
    }

    private static NetworkPlan Plan<TNetwork>()
        where TNetwork : class, INetwork<TNetwork> => Planner.Plan(NetworkText.Resolve(TNetwork.Info.Name));
}
