using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Measuring;

namespace Cnn.Benchmarks.Bits;

/// <summary>The bits of a network's results, whatever its class.</summary>
internal abstract class NetworkBits
{
    /// <summary>Whether the class has what is run: some predict only.</summary>
    public abstract bool Has(Mode mode);

    /// <summary>Runs and hashes.</summary>
    public abstract IEnumerable<BitsLine> Lines(Mode mode, int threads);

    /// <summary>The networks that were compiled, by their classes' full names.</summary>
    public static IReadOnlyList<(string Name, NetworkBits Network)> All() =>
    [
        .. NetworkCatalog.Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INetwork<>)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (type.FullName!, (NetworkBits)Activator.CreateInstance(typeof(NetworkBits<>).MakeGenericType(type))!)),
    ];
}

/// <inheritdoc/>
/// <typeparam name="TNetwork">The generated class.</typeparam>
internal sealed class NetworkBits<TNetwork> : NetworkBits
    where TNetwork : class, INetwork<TNetwork>
{
    // Odd numbers of instances, so that two threads do not do the same. A training step of few instances runs the same code as one of many.
    private const int ManyPredicted = 5, ManyTrained = 15;

    private const int Steps = 3;

    private static NetworkInfo Info => TNetwork.Info;

    /// <inheritdoc/>
    public override bool Has(Mode mode) => mode == Mode.Inference || Info.Trains;

    /// <inheritdoc/>
    public override IEnumerable<BitsLine> Lines(Mode mode, int threads) => mode == Mode.Training
        ? Training(Math.Min(Info.Training.BatchSize, ManyTrained), threads)
        : new[] { 1, Math.Min(Info.Inference.BatchSize, ManyPredicted) }.Distinct().SelectMany(batch => Inference(batch, threads));

    private static IEnumerable<BitsLine> Inference(int batch, int threads)
    {
        using var session = Model<TNetwork>.From(FirstValues.Of(Info)).CreateSession(new InferenceOptions { Threads = threads });
        float[] scores = new float[batch * Info.Output.ElementCount];
        session.Predict(Samples.Images(Info.Input, batch), scores);
        using BitHash output = new(), logits = new();
        output.Add(scores);
        for (int instance = 0; instance < batch; instance++) logits.Add(session.GetLogits(instance));
        return [Line($"inference/{batch}/output", threads, output), Line($"inference/{batch}/logits", threads, logits)];
    }

    private static IEnumerable<BitsLine> Training(int batch, int threads)
    {
        TNetwork network = TNetwork.FromParameters(FirstValues.Of(Info));
        var optimizer = new Sgd(TrainingRecipe.LearningRate(Info.Layers.Count)) { Momentum = TrainingRecipe.Momentum };
        using var session = new TrainingSession<TNetwork>(network, optimizer, new TrainingOptions { Threads = threads });
        float[] images = Samples.Images(Info.Input, batch);
        int[] labels = Samples.Labels(Info.Output.ElementCount, batch);
        using BitHash losses = new(), parameters = new();
        for (int step = 0; step < Steps; step++) losses.Add([session.Step(images, labels)]);
        foreach (ParameterView parameter in network.Parameters) parameters.Add(parameter.ToArray());
        return [Line($"training/{batch}/losses", threads, losses), Line($"training/{batch}/parameters", threads, parameters)];
    }

    private static BitsLine Line(FormattableString result, int threads, BitHash hash) =>
        new(typeof(TNetwork).FullName!, FormattableString.Invariant(result), VectorBits.Own, threads, hash.ToString());
}
