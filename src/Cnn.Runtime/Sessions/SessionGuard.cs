namespace Cnn;

/// <summary>Lets one caller at a time into a session, and none after it was disposed.</summary>
/// <param name="advice">What a caller had better do who found the session in use: a sentence.</param>
internal struct SessionGuard(string advice)
{
    private const int Idle = 0;
    private const int InUse = 1;
    private const int Disposed = 2;

    private int _state;

    /// <summary>Begins a call.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void Enter(object session)
    {
        int found = Interlocked.CompareExchange(ref _state, InUse, Idle);
        if (found != Idle)
            Refuse(found, session);
    }

    public void Exit() => Volatile.Write(ref _state, Idle);

    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public void ThrowIfDisposed(object session) =>
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _state) == Disposed, session);

    /// <summary>Ends the session; false where that had happened already.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    public bool Close(object session)
    {
        int found = Interlocked.CompareExchange(ref _state, Disposed, Idle);
        if (found == InUse)
            Refuse(found, session);
        return found == Idle;
    }

    private readonly void Refuse(int found, object session)
    {
        ObjectDisposedException.ThrowIf(found == Disposed, session);
        throw new InvalidOperationException($"A session serves one caller at a time, and another call is running on it. {advice}");
    }
}
