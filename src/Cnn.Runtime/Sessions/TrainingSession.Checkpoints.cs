using Cnn.Runtime;

namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    private const string AtCheckpoint = "a checkpoint, which is taken between steps, cannot be saved";

    /// <summary>
    /// Writes all that the next steps depend on: the weights, what the optimizer keeps, its learning rate, the steps taken and the seed.
    /// A session that loads it goes on to the same bits. It is a safetensors file, from which <c>Load</c> takes the weights alone; an
    /// existing one is replaced only once the new one is complete and on the disk.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another call is running, or gradients were accumulated and not applied.
    /// </exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, trainer: null);

    /// <summary>
    /// Writes the same to a stream, which stays open and need not be seekable. Whoever writes to a file had better name it: only then an
    /// old one is there until the new one is whole.
    /// </summary>
    /// <param name="stream">The stream; it is written from where it stands.</param>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another call is running, or gradients were accumulated and not applied.
    /// </exception>
    public void SaveCheckpoint(Stream stream)
    {
        WritableStream.Check(stream);
        _guard.Enter(this);
        try
        {
            ThrowIfAccumulating(AtCheckpoint);
            CheckpointFile.Write(stream, new(_info, _parameters.Arena, Average: null, _state), StateWith(trainer: null, average: null));
        }
        finally
        {
            _guard.Exit();
        }
    }

    /// <summary>
    /// Goes on from where a checkpoint of the same network, loss and kind of optimizer was saved, with its learning rate and its seed.
    /// Gradients that were accumulated and not applied are dropped.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, no checkpoint, of a newer format, of another network, or of another optimizer or loss; nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void LoadCheckpoint(string path) => LoadCheckpoint(path, static trainer => trainer);

    /// <summary>Goes on from a checkpoint in a stream, which stays open, need not be seekable, and then stands behind it.</summary>
    /// <param name="stream">The stream; it is read from where it stands.</param>
    /// <exception cref="WeightFileException">
    /// It is damaged, no checkpoint, of a newer format, of another network, or of another optimizer or loss; nothing was changed.
    /// </exception>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void LoadCheckpoint(Stream stream)
    {
        SafetensorsSource source = SafetensorsSource.OfStream(stream);
        LoadCheckpoint(
            tensors => CheckpointFile.Read(source, tensors, KindWith(average: null)), static trainer => trainer, average: null);
    }

    /// <param name="path">The file.</param>
    /// <param name="trainer">Where a trainer is, as it writes it.</param>
    /// <param name="average">An average of the weights, and what it is; null for none.</param>
    internal void SaveCheckpoint(string path, string? trainer, (NetworkParameters Parameters, string Description)? average = null)
    {
        _guard.Enter(this);
        try
        {
            ThrowIfAccumulating(AtCheckpoint);
            CheckpointFile.Write(
                path, new(_info, _parameters.Arena, average?.Parameters.Arena, _state), StateWith(trainer, average?.Description));
        }
        finally
        {
            _guard.Exit();
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="read">
    /// Reads where the trainer was that saved it, null where there was none. It is asked before anything is changed, and may throw.
    /// </param>
    /// <param name="average">Gets the average of the weights, and what that is; null for none.</param>
    /// <returns>What that made of it.</returns>
    internal T LoadCheckpoint<T>(
        string path, Func<string?, T> read, (NetworkParameters Parameters, string Description)? average = null) =>
        LoadCheckpoint(
            tensors => CheckpointFile.Read(path, tensors, KindWith(average?.Description)), read, average?.Parameters);

    private T LoadCheckpoint<T>(Func<CheckpointArenas, CheckpointState> load, Func<string?, T> read, NetworkParameters? average)
    {
        _guard.Enter(this);
        try
        {
            using Arena parameters = new(_parameters.Arena.Length), state = new(_state.Length);
            using Arena? averaged = average is null ? null : new(average.Arena.Length);
            CheckpointState rest = load(new(_info, parameters, averaged, state));
            T result = read(rest.Trainer);
            using (_parameters.Gate.Replace(_info.Name, "cannot be replaced"))
                parameters.Span.CopyTo(_parameters.Arena.Span);
            averaged?.Span.CopyTo(average!.Arena.Span);
            _freezing?.FillRecords(_arena.Span, _parameters.Arena.Span);
            state.Span.CopyTo(_state.Span);
            _sums.Clear();
            (Optimizer.LearningRate, StepCount, _seed) = (rest.LearningRate, rest.Steps, rest.Seed);
            return result;
        }
        finally
        {
            _guard.Exit();
        }
    }

    /// <summary>Takes over the values of the same network's parameters, between two steps.</summary>
    internal void Replace(NetworkParameters other)
    {
        _guard.Enter(this);
        try
        {
            using (_parameters.Gate.Replace(_info.Name, "cannot be replaced"))
                other.Arena.Span.CopyTo(_parameters.Arena.Span);
            _freezing?.FillRecords(_arena.Span, _parameters.Arena.Span);
        }
        finally
        {
            _guard.Exit();
        }
    }

    private CheckpointState StateWith(string? trainer, string? average) => new()
    {
        Kind = KindWith(average),
        LearningRate = Optimizer.LearningRate,
        Steps = StepCount,
        Seed = _seed,
        Trainer = trainer,
    };

    private CheckpointKind KindWith(string? average) =>
        new($"{Optimizer.GetType().FullName} ({Optimizer.StateMeaning})", Loss.Description, average);
}
