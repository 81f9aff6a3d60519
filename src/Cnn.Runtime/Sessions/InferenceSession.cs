using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Runs a model. Owns all the memory that takes, allocated once; serves one caller at a time, while the model may be shared: give each
/// thread a session of its own, or share a <see cref="SessionPool{TNetwork}"/>.
/// </summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
public sealed unsafe class InferenceSession<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private const string Advice =
        "Models may be shared among threads, sessions may not: give each thread one by Model.CreateSession(), or let all threads call one "
        + "pool, Model.CreatePool(). The model's weights are shared either way.";

    private readonly Arena _arena;
    private readonly InferenceJob<TNetwork> _job;
    private readonly WorkerTeam _team;
    private readonly NetworkInfo _info;
    private readonly PassInfo _plan;
    private readonly int _threads;
    private readonly int _inputFloats;
    private readonly int _outputFloats;
    private readonly long _multiplyAdds;
    private SessionGuard _guard = new(Advice);

    internal InferenceSession(Model<TNetwork> model, InferenceOptions? options)
    {
        Model = model;
        // One network's facts throughout: those that its parameters lie by.
        _info = model.Info;
        WrittenWidths.Check(_info);
        KernelCompilation<TNetwork>.Begin();
        _plan = _info.Inference;
        _inputFloats = _info.Input.ElementCount;
        _outputFloats = _info.Output.ElementCount;
        _multiplyAdds = _info.MultiplyAdds;
        _team = options?.Team ?? WorkerTeam.Shared;
        _threads = ThreadCount.Limit(_team, options?.Threads);
        _arena = new Arena(_plan.SessionFloats(_threads)) { ThrowIfEnded = () => _guard.ThrowIfDisposed(this) };
        _job = new InferenceJob<TNetwork>(_arena, model);
    }

    /// <summary>What it runs.</summary>
    public Model<TNetwork> Model { get; }

    /// <summary>The most instances that run at a time.</summary>
    public int BatchSize => _plan.BatchSize;

    /// <summary>
    /// The first instance's values before the last softmax or sigmoid (the output where there is none); valid until the next call.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public ReadOnlySpan<float> Logits => GetLogits(0);

    /// <summary>Logits of one instance of the last batch; valid until the next call.</summary>
    /// <param name="instance">0 to <see cref="BatchSize"/> - 1; those past the last batch's count are left over from before.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such instance.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public ReadOnlySpan<float> GetLogits(int instance)
    {
        _guard.ThrowIfDisposed(this);
        ArgumentOutOfRangeException.ThrowIfNegative(instance);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(instance, BatchSize);
        return _arena.Span.Slice(_plan.LogitsOffset + (instance * _plan.LogitsStride), _outputFloats);
    }

    /// <summary>Runs one image.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <returns>The output's shape, contiguous; valid until the session's next call.</returns>
    /// <exception cref="ArgumentException">The image has another size.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> image) => PredictOne(image);

    /// <summary>Runs one image of bytes, 0 to 255: what the same numbers as floats give, bit for bit.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <returns>The output's shape, contiguous; valid until the session's next call.</returns>
    /// <exception cref="ArgumentException">The image has another size.</exception>
    /// <exception cref="InvalidOperationException">The network's input does not declare bytes, or another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    // Numbers that are written out where they are used are floats.
    [OverloadResolutionPriority(-1)]
    public ReadOnlySpan<float> Predict(ReadOnlySpan<byte> image) => PredictOne(image);

    /// <summary>Runs any number of images: full batches of <see cref="BatchSize"/>, then the rest.</summary>
    /// <param name="images">[images, height, width, channels].</param>
    /// <param name="scores">[images, outputs], written.</param>
    /// <exception cref="ArgumentException">The images are not whole ones, or the scores have room for another number.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public void Predict(ReadOnlySpan<float> images, Span<float> scores) => PredictMany(images, scores);

    /// <summary>Runs any number of images of bytes, 0 to 255: full batches of <see cref="BatchSize"/>, then the rest.</summary>
    /// <param name="images">[images, height, width, channels].</param>
    /// <param name="scores">[images, outputs], written.</param>
    /// <exception cref="ArgumentException">The images are not whole ones, or the scores have room for another number.</exception>
    /// <exception cref="InvalidOperationException">The network's input does not declare bytes, or another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    [OverloadResolutionPriority(-1)]
    public void Predict(ReadOnlySpan<byte> images, Span<float> scores) => PredictMany(images, scores);

    /// <summary>Ends the session; spans it returned stay readable.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    public void Dispose()
    {
        if (_guard.Close(this))
            _arena.Dispose();
    }

    /// <summary>Keeps others out until the result is disposed of: for a call that runs several batches and reads what each left.</summary>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    internal Hold Enter()
    {
        _guard.Enter(this);
        return new(this);
    }

    /// <summary>The first logit of some whole images that is not finite; null where all are.</summary>
    internal float? FindLogitNotFinite(ReadOnlySpan<float> images)
    {
        using Hold hold = Enter();
        int count = images.Length / _inputFloats;
        for (int begin = 0; begin < count; begin += BatchSize)
        {
            int batch = Math.Min(BatchSize, count - begin);
            hold.Run(images.Slice(begin * _inputFloats, batch * _inputFloats));
            for (int i = 0; i < batch; i++)
            {
                ReadOnlySpan<float> logits = GetLogits(i);
                if (FiniteValues.IndexOfNotFinite(logits) is >= 0 and int at)
                    return logits[at];
            }
        }
        return null;
    }

    private ReadOnlySpan<float> PredictOne<TPixel>(ReadOnlySpan<TPixel> image)
        where TPixel : unmanaged
    {
        _guard.Enter(this);
        try
        {
            Pixels.Check<TPixel>(_info);
            if (image.Length != _inputFloats)
                throw Sizes.Wrong("image", _info.Input, 1, image.Length, nameof(image), Pixels.Unit<TPixel>());
            RunBatch(image, 1);
            return _arena.Span.Slice(_plan.OutputOffset, _outputFloats);
        }
        finally
        {
            _guard.Exit();
        }
    }

    private void PredictMany<TPixel>(ReadOnlySpan<TPixel> images, Span<float> scores)
        where TPixel : unmanaged
    {
        _guard.Enter(this);
        try
        {
            Pixels.Check<TPixel>(_info);
            int count = images.Length / _inputFloats;
            if (images.Length != (long)count * _inputFloats)
                throw Sizes.NotWhole(_info.Input, images.Length, nameof(images), Pixels.Unit<TPixel>());
            if (scores.Length != (long)count * _outputFloats)
                throw Sizes.Wrong("scores", _info.Output, count, scores.Length, nameof(scores));
            for (int begin = 0; begin < count; begin += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - begin);
                RunBatch(images.Slice(begin * _inputFloats, batch * _inputFloats), batch);
                _arena.Span.Slice(_plan.OutputOffset, batch * _outputFloats).CopyTo(scores[(begin * _outputFloats)..]);
            }
        }
        finally
        {
            _guard.Exit();
        }
    }

    private void RunBatch<TPixel>(ReadOnlySpan<TPixel> images, int count)
        where TPixel : unmanaged
    {
        _job.Count = count;
        int threads = ThreadCount.For(_threads, count * _multiplyAdds);
        _job.SharesInstances = _plan.Stages > 0 && ThreadCount.HadBetterShare(threads, count);
        fixed (TPixel* first = images)
        {
            _job.Images = Pixels.At(first);
            _team.Run(_job, threads);
            _job.Images = default;
        }
    }

    /// <summary>The session, in the hands of one caller until it is disposed of, once.</summary>
    internal readonly ref struct Hold(InferenceSession<TNetwork> session)
    {
        /// <summary>Runs one batch, whose logits then are there.</summary>
        /// <param name="images">[images, height, width, channels], at most a batch.</param>
        public void Run(ReadOnlySpan<float> images)
        {
            int count = images.Length / session._inputFloats;
            if (images.Length != (long)count * session._inputFloats || count > session.BatchSize)
                throw Sizes.Wrong("images", session._info.Input, session.BatchSize, images.Length, nameof(images));
            session.RunBatch(images, count);
        }

        public void Dispose() => session._guard.Exit();
    }
}
