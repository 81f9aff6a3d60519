using Cnn.Runtime;

namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    /// <summary>
    /// Writes all that the next steps depend on: the weights, what the optimizer keeps, its learning rate, the steps taken and the seed.
    /// A session that loads it goes on to the same bits. It is a safetensors file, from which <c>Load</c> takes the weights alone; an
    /// existing one is replaced only once the new one is complete and on the disk.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, trainer: null);

    /// <summary>
    /// Goes on from where a checkpoint of the same network and the same kind of optimizer was saved, with its learning rate and its seed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, no checkpoint, of a newer format, of another network or of another optimizer; nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void LoadCheckpoint(string path) => LoadCheckpoint(path, static trainer => trainer);

    /// <param name="path">The file.</param>
    /// <param name="trainer">Where a trainer is, as it writes it.</param>
    internal void SaveCheckpoint(string path, string? trainer)
    {
        _guard.Enter(this);
        try
        {
            CheckpointFile.Write(path, _info, _parameters.Arena, _state, new CheckpointState
            {
                Optimizer = OptimizerName,
                LearningRate = Optimizer.LearningRate,
                Steps = StepCount,
                Seed = _seed,
                Trainer = trainer,
            });
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
    /// <returns>What that made of it.</returns>
    internal T LoadCheckpoint<T>(string path, Func<string?, T> read)
    {
        _guard.Enter(this);
        try
        {
            using Arena parameters = new(_parameters.Arena.Length), state = new(_state.Length);
            CheckpointState rest = CheckpointFile.Read(path, _info, parameters, state, OptimizerName);
            T result = read(rest.Trainer);
            using (_parameters.Gate.Replace(_info.Name, "cannot be replaced"))
                parameters.Span.CopyTo(_parameters.Arena.Span);
            state.Span.CopyTo(_state.Span);
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
        }
        finally
        {
            _guard.Exit();
        }
    }

    private string OptimizerName => $"{Optimizer.GetType().FullName} ({Optimizer.StateMeaning})";
}
