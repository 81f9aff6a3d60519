using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// A finished network: immutable, shared by any number of sessions on any threads. A session is not shared, a pool of sessions is.
/// </summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
public sealed class Model<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    // What a model follows, where it follows any.
    private readonly NetworkParameters? _source;

    private Model(NetworkParameters parameters, NetworkParameters? source = null)
    {
        Parameters = parameters;
        _source = source;
        Prepared = new Arena(parameters.Info.PreparedFloats);
        WeightPreparation.Prepare(parameters, Prepared);
    }

    /// <summary>The network's table, parameters and plans.</summary>
    public NetworkInfo Info => Parameters.Info;

    /// <summary>The packed weights, batch norms folded in; never changed, but by <see cref="Refresh"/>.</summary>
    internal NetworkParameters Parameters { get; }

    /// <summary>What kernels read transformed, made of the packed weights; changes only with them.</summary>
    internal Arena Prepared { get; }

    /// <summary>Copies the parameters, so that later training does not change the model.</summary>
    /// <exception cref="ArgumentException">They are another network's.</exception>
    /// <exception cref="InvalidOperationException">
    /// A training step is running, on another thread or as the caller of this; or a parameter is not finite, or would not be with its batch
    /// norm folded in.
    /// </exception>
    public static Model<TNetwork> From(NetworkParameters parameters)
    {
        KernelCompilation<TNetwork>.Begin();
        NetworkParameters copy = NetworkParameters.Of(parameters, TNetwork.Info).Copy("cannot be frozen");
        if (NotFinite.In(copy) is { } found)
            throw CannotBeFrozen(FormattableString.Invariant($"found {found.Value} in '{found.Parameter}'"));
        Model<TNetwork> model = new(BatchNormFolding.Fold(copy));
        return model.FindNotFinite() is { } folded
            ? throw CannotBeFrozen(FormattableString.Invariant($"found {folded.Value} in {folded.Place}"))
            : model;
    }

    /// <summary>
    /// Reads the weights of a safetensors file; those of auxiliary classifiers, which no prediction needs, may be missing.
    /// </summary>
    /// <exception cref="WeightFileException">
    /// The file is damaged, or is another network's, or a weight of it is not finite with its batch norm folded in.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model<TNetwork> Load(string path)
    {
        KernelCompilation<TNetwork>.Begin();
        return Of(NetworkParameters.Load(TNetwork.Info, path, predicts: true), path);
    }

    /// <summary>Reads them from a stream, which stays open, need not be seekable, and then stands behind the last tensor.</summary>
    /// <exception cref="WeightFileException">
    /// It is damaged, or is another network's, or a weight of it is not finite with its batch norm folded in.
    /// </exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static Model<TNetwork> Load(Stream stream)
    {
        KernelCompilation<TNetwork>.Begin();
        return Of(NetworkParameters.Load(TNetwork.Info, stream, predicts: true), SafetensorsSource.NameOf(stream));
    }

    private static Model<TNetwork> Of(NetworkParameters parameters, string path)
    {
        Model<TNetwork> model = new(BatchNormFolding.Fold(parameters));
        return model.FindNotFinite() is { } folded
            ? throw new WeightFileException(path, FormattableString.Invariant(
                $"expected finite values, found {folded.Value} in {folded.Place}; load weights from before that training diverged."))
            : model;
    }

    /// <summary>A model that follows the parameters, for evaluations between steps: <see cref="Refresh"/> before each.</summary>
    internal static Model<TNetwork> Following(NetworkParameters parameters) =>
        parameters.Info is { Folds.Count: 0, Prepared.Count: 0 }
            ? new(parameters)
            : new(BatchNormFolding.Fold(parameters.Copy("cannot be evaluated")), parameters);

    /// <summary>Makes the model what the parameters that it follows are now.</summary>
    internal void Refresh()
    {
        if (_source is null)
            return;
        Parameters.CopyFrom(_source, "cannot be evaluated");
        BatchNormFolding.Fold(Parameters);
        WeightPreparation.Prepare(Parameters, Prepared);
    }

    /// <summary>
    /// The first number that is not finite in what the model made of the parameters; null where all are, or nothing is made of them.
    /// </summary>
    internal FoldedNotFinite? FindNotFinite() =>
        Info is { Folds.Count: 0, Prepared.Count: 0 } ? null : FoldedNotFinite.In(Parameters, Prepared);

    /// <summary>
    /// A session with an arena of its own, for one caller at a time: one for each thread, or else share a <see cref="CreatePool"/>.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">
    /// The processor has none of the vector widths that the kernels are written in.
    /// </exception>
    public InferenceSession<TNetwork> CreateSession(InferenceOptions? options = null) => new(this, options);

    /// <summary>Sessions that any number of threads share, for a web server's requests.</summary>
    /// <param name="sessions">The most calls that run at a time, each with a session's memory; null for one a processor.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public SessionPool<TNetwork> CreatePool(int? sessions = null) => new(this, sessions);

    private static InvalidOperationException CannotBeFrozen(string found) => new(
        $"{TNetwork.Info.Name} cannot be frozen: expected finite parameters, {found}. "
        + "Load weights from before that training diverged, or train again with a smaller learning rate.");
}
