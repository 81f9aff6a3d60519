using System.Collections;
using System.ComponentModel;
using System.Numerics;
using Cnn.Runtime;

namespace Cnn;

/// <summary>All tensors of a network, packed in one arena, and by name as a weight file has them.</summary>
/// <remarks>
/// One training session at a time writes them, in its steps. Any thread may read them between steps, which wait for it; during a step
/// reading is refused, as its result would be a mixture. Models are copies, which later training does not change.
/// </remarks>
public sealed class NetworkParameters : IReadOnlyList<ParameterView>
{
    private readonly ParameterView[] _views;
    private readonly TrainingHolder _holder;

    private NetworkParameters(NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Info = info;
        Arena = new Arena(info.ParameterFloats);
        Gate = new StepGate($"changing the parameters of {info.Name}");
        _holder = new TrainingHolder(info.Name);
        _views = new ParameterView[info.Parameters.Count];
        for (int i = 0; i < _views.Length; i++)
            _views[i] = new ParameterView(info.Parameters[i], Arena, Gate, _holder);
    }

    /// <summary>The network they belong to.</summary>
    public NetworkInfo Info { get; }

    /// <summary>How many tensors there are.</summary>
    public int Count => _views.Length;

    /// <summary>The packed tensors, as <see cref="ParameterInfo"/> describes.</summary>
    internal Arena Arena { get; }

    /// <summary>Who uses the arena now.</summary>
    internal StepGate Gate { get; }

    /// <summary>The tensor at <paramref name="index"/> of <see cref="NetworkInfo.Parameters"/>.</summary>
    public ParameterView this[int index] => _views[index];

    /// <summary>The parameters, where they are a network's own; every network asks as it is made around them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="info">The network.</param>
    /// <exception cref="ArgumentException">They are another network's.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static NetworkParameters Of(NetworkParameters parameters, NetworkInfo info)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(info);
        if (!ReferenceEquals(parameters.Info, info))
        {
            string other = parameters.Info.Name == info.Name ? "another network of that name" : parameters.Info.Name;
            throw new ArgumentException($"Expected the parameters of {info.Name}, found those of {other}.", nameof(parameters));
        }
        return parameters;
    }

    /// <summary>
    /// First values drawn from <paramref name="seed"/>: the same seed gives the same bits, and each tensor draws by its own name.
    /// </summary>
    public static NetworkParameters Create(NetworkInfo info, int seed = 1)
    {
        NetworkParameters parameters = new(info);
        foreach (ParameterView view in parameters._views)
        {
            if (view.Info.InitialScale != 0 || view.Info.InitialValue != 0 || view.Info.InitialIsCode)
                view.Pack(Initializer.Draw(view.Info, seed), parameters.Arena);
        }
        return parameters;
    }

    /// <summary>
    /// Reads a safetensors file of 32-bit floats, every tensor of which must be the network's, complete and finite, and a variance not
    /// negative; what PyTorch adds to a batch norm, <c>num_batches_tracked</c>, is passed over.
    /// </summary>
    /// <param name="info">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="predicts">
    /// Whether the parameters are for predictions only: then the tensors of auxiliary classifiers may be missing, and are not read where
    /// they are there.
    /// </param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, of another format, or another network's; the message says what it is and what to do.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">
    /// The file cannot be read: it is a folder, a pipe, a device or a socket, or the permission is missing.
    /// </exception>
    public static NetworkParameters Load(NetworkInfo info, string path, bool predicts = false)
    {
        NetworkParameters parameters = new(info);
        SafetensorsReader.Read(path, parameters._views, parameters.Arena, predicts);
        return parameters;
    }

    /// <summary>Reads them from a stream, which stays open, need not be seekable, and then stands behind the last tensor.</summary>
    /// <param name="info">The network.</param>
    /// <param name="stream">The stream; it is read from where it stands.</param>
    /// <param name="predicts">Whether those of auxiliary classifiers, which no prediction needs, are left out.</param>
    /// <exception cref="WeightFileException">It is damaged, of another format, or another network's.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static NetworkParameters Load(NetworkInfo info, Stream stream, bool predicts = false)
    {
        NetworkParameters parameters = new(info);
        SafetensorsReader.Read(SafetensorsSource.OfStream(stream), parameters._views, parameters.Arena, predicts);
        return parameters;
    }

    /// <summary>
    /// Writes a safetensors file, of the values between two steps; an existing one is replaced only once the new one is complete and on the
    /// disk. Until then the new one is hidden beside it, as <c>.NAME.saving</c>; what a killed process leaves of it is taken over by the
    /// next save. A file keeps its mode, and a symbolic link its place.
    /// </summary>
    /// <exception cref="WeightFileException">A value is not finite, so that the file could not be loaded again.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written: it is a folder, a pipe, a device or a socket, or protected; the permission is missing; or another save
    /// of it has not ended.
    /// </exception>
    /// <exception cref="InvalidOperationException">A training step is running, on another thread or as the caller of this.</exception>
    // Of a copy, so that no step waits for a disk.
    public void Save(string path)
    {
        NetworkParameters copy = Copy("cannot be saved");
        SafetensorsWriter.Write(path, "a weight file", [.. Info.Parameters.Select(info => StoredTensor.Of(info, copy.Arena))], []);
    }

    /// <summary>Writes the same bytes to a stream, which stays open and need not be seekable, from where it stands.</summary>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="InvalidOperationException">A training step is running, on another thread or as the caller of this.</exception>
    public void Save(Stream stream)
    {
        WritableStream.Check(stream);
        NetworkParameters copy = Copy("cannot be saved");
        StoredTensor[] tensors = [.. Info.Parameters.Select(info => StoredTensor.Of(info, copy.Arena))];
        string shown = SafetensorsSource.NameOf(stream);
        SafetensorsWriter.ForEach(shown, tensors, static _ => { });
        SafetensorsWriter.Write(stream, shown, tensors, []);
    }

    /// <summary>
    /// Draws all first values anew, as they are declared, running statistics and codes among them: what <see cref="Create"/> gives.
    /// </summary>
    /// <param name="seed">The same gives the same bits.</param>
    /// <exception cref="InvalidOperationException">A training session holds the network.</exception>
    public void Initialize(int seed) =>
        Replace([.. _views.Select(view => (view, Initializer.Draw(view.Info, seed)))]);

    /// <summary>Draws the first values of some parameters anew.</summary>
    /// <param name="initializer">How.</param>
    /// <param name="seed">The same gives the same bits; each parameter draws by its own name.</param>
    /// <param name="patterns">
    /// Names as a weight file has them, <c>conv1.weight</c>, where <c>*</c> stands for any characters and <c>?</c> for one.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no pattern, or one that names no parameter or one that the initializer cannot draw; or it draws what is not finite, or a
    /// variance below 0. Nothing is changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">A training session holds the network.</exception>
    public void Initialize(Initializer initializer, int seed, params ReadOnlySpan<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        if (patterns.IsEmpty)
            throw new ArgumentException("Say which parameters are initialized, for example \"conv*.weight\".", nameof(patterns));
        List<(ParameterView View, float[] Values)> drawn = [];
        HashSet<ParameterView> named = [];
        foreach (string pattern in patterns)
        {
            ArgumentException.ThrowIfNullOrEmpty(pattern, nameof(patterns));
            named.UnionWith(ParameterPattern.Find(pattern, _views, Info.Name));
        }
        foreach (ParameterView view in _views.Where(named.Contains))
        {
            float[] values = new float[view.ElementCount];
            initializer.Fill(view.Info, values, Initializer.KeyOf(view.Info, seed));
            int fault = Array.FindIndex(values, value => !float.IsFinite(value));
            if (fault >= 0)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The initializer draws {values[fault]} for element {fault} of {view.Name}; first values are finite."),
                    nameof(initializer));
            }
            fault = VarianceValues.IndexOfFault(view.Info, values);
            if (fault >= 0)
            {
                throw new ArgumentException(
                    $"{view.Name} cannot be initialized: {VarianceValues.Fault(view.Info, values, fault)}.", nameof(initializer));
            }
            drawn.Add((view, values));
        }
        Replace(drawn);
    }

    private void Replace(IReadOnlyList<(ParameterView View, float[] Values)> drawn)
    {
        const string Refusal = "cannot be initialized";
        _holder.ThrowIfTraining(Info.Name, Refusal);
        using (Gate.Replace(Info.Name, Refusal))
        {
            foreach ((ParameterView view, float[] values) in drawn)
                view.Pack(values, Arena);
        }
    }

    /// <summary>Parameters of their own with the same values.</summary>
    /// <exception cref="InvalidOperationException">A training step is running, on another thread or as the caller of this.</exception>
    public NetworkParameters Copy() => Copy("cannot be copied");

    /// <summary>The same for a purpose.</summary>
    /// <param name="refusal">What cannot be done with the network where a step is running.</param>
    internal NetworkParameters Copy(string refusal)
    {
        NetworkParameters copy = new(Info);
        copy.CopyFrom(this, refusal);
        return copy;
    }

    /// <summary>Takes over the values of the same network's parameters; nobody else uses these.</summary>
    internal void CopyFrom(NetworkParameters other, string refusal)
    {
        using (other.Gate.Read(Info.Name, refusal))
            other.Arena.Span.CopyTo(Arena.Span);
    }

    /// <summary>
    /// Moves what is trained towards the same network's other values by a share of the way, and takes over the rest; nobody else uses
    /// these.
    /// </summary>
    /// <param name="other">The other values, between two steps.</param>
    /// <param name="share">0 to 1, which is all the way.</param>
    /// <param name="refusal">What cannot be done with the other network where a step is running.</param>
    internal void MoveTowards(NetworkParameters other, float share, string refusal)
    {
        using (other.Gate.Read(Info.Name, refusal))
        {
            ReadOnlySpan<float> values = other.Arena.Span;
            Span<float> own = Arena.Span;
            int moved = share == 1 ? 0 : Info.TrainableFloats, i = 0;
            // Rounded alike whatever the width: no multiply-add is fused.
            Vector<float> shares = new(share);
            for (; i <= moved - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> before = new(own[i..]);
                (before + ((new Vector<float>(values[i..]) - before) * shares)).CopyTo(own[i..]);
            }
            for (; i < moved; i++)
                own[i] += (values[i] - own[i]) * share;
            values[moved..].CopyTo(own[moved..]);
        }
    }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public ParameterView Find(string name) => ParameterView.Find(_views, name, Info.Name);

    /// <inheritdoc/>
    public IEnumerator<ParameterView> GetEnumerator() => ((IEnumerable<ParameterView>)_views).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Ends the training session that holds the network, if there is one, so that another may train it: for a session that was forgotten
    /// rather than disposed of. Its later calls throw an <see cref="ObjectDisposedException"/>; the steps that it has taken stay.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// A call of the session is running, on another thread or as the caller of this.
    /// </exception>
    public void EndTraining() => _holder.End();

    /// <summary>Makes a session the only one that may write.</summary>
    internal void BeginTraining(ITrainingHold session) => _holder.Begin(session);

    /// <summary>Lets the next session begin, where this one held the parameters.</summary>
    internal void LetGo(ITrainingHold session) => _holder.LetGo(session);
}
