using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Sessions of one model for callers on any threads, for example a web server's requests. Each call has a session to itself and one thread,
/// its caller's; more calls than there are sessions wait for one another.
/// </summary>
/// <typeparam name="TNetwork">The generated network.</typeparam>
/// <remarks>
/// Sessions are made when they are first needed and kept; from then on a call allocates nothing. Results are a session's, bit for bit.
/// </remarks>
public sealed class SessionPool<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly object _gate = new();
    private readonly Stack<InferenceSession<TNetwork>> _idle;
    private bool _disposed;

    internal SessionPool(Model<TNetwork> model, int? sessions)
    {
        if (sessions is int count)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(sessions));
        Model = model;
        Capacity = sessions ?? Environment.ProcessorCount;
        _idle = new Stack<InferenceSession<TNetwork>>(Capacity);
    }

    /// <summary>What the sessions run.</summary>
    public Model<TNetwork> Model { get; }

    /// <summary>The most calls that run at a time.</summary>
    public int Capacity { get; }

    /// <summary>Sessions made so far.</summary>
    internal int Made { get; private set; }

    /// <summary>Runs any number of images, from any thread at any time: full batches of the session's, then the rest.</summary>
    /// <param name="images">[images, height, width, channels].</param>
    /// <param name="scores">[images, outputs], written.</param>
    /// <exception cref="ArgumentException">The images are not whole ones, or the scores have room for another number.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Predict(ReadOnlySpan<float> images, Span<float> scores)
    {
        InferenceSession<TNetwork> session = Take();
        try
        {
            session.Predict(images, scores);
        }
        finally
        {
            Return(session);
        }
    }

    /// <summary>
    /// The same with images of bytes, 0 to 255, where the network's input declares them (an <see cref="InvalidOperationException"/> where
    /// not).
    /// </summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{float}, Span{float})"/>
    // Numbers that are written out where they are used are floats.
    [OverloadResolutionPriority(-1)]
    public void Predict(ReadOnlySpan<byte> images, Span<float> scores)
    {
        InferenceSession<TNetwork> session = Take();
        try
        {
            session.Predict(images, scores);
        }
        finally
        {
            Return(session);
        }
    }

    /// <summary>Ends the pool: calls that run end as usual, those that wait and those to come throw.</summary>
    public void Dispose()
    {
        using (PatientLock.Take(_gate))
        {
            _disposed = true;
            while (_idle.TryPop(out InferenceSession<TNetwork>? session))
                session.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A session that is the caller's until <see cref="Return"/>.</summary>
    internal InferenceSession<TNetwork> Take()
    {
        lock (_gate)
        {
            while (true)
            {
                Disposed.ThrowIf(_disposed, this);
                if (_idle.TryPop(out InferenceSession<TNetwork>? session))
                    return session;
                if (Made < Capacity)
                    break;
                WaitForSession();
            }
            Made++;
        }

        // Outside of the lock, because its memory takes a while.
        try
        {
            return Model.CreateSession(new() { Threads = 1 });
        }
        catch
        {
            using (PatientLock.Take(_gate))
            {
                Made--;
                Monitor.Pulse(_gate);
            }
            throw;
        }
    }

    /// <summary>Hands a session to the next caller.</summary>
    internal void Return(InferenceSession<TNetwork> session)
    {
        using (PatientLock.Take(_gate))
        {
            if (_disposed)
            {
                session.Dispose();
                return;
            }
            _idle.Push(session);
            Monitor.Pulse(_gate);
        }
    }

    private void WaitForSession()
    {
        try
        {
            Monitor.Wait(_gate);
        }
        catch (ThreadInterruptedException)
        {
            // It may have been woken as well, for a session that another caller can have.
            Monitor.Pulse(_gate);
            throw;
        }
    }
}
