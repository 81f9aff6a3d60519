namespace Cnn;

/// <summary>Lets one caller at a time into a session, and none after it has ended.</summary>
/// <param name="advice">What a caller had better do who found the session in use: a sentence.</param>
internal struct SessionGuard(string advice)
{
    private const int Idle = 0;
    private const int InUse = 1;
    private const int IsDisposed = 2;
    private const int EndedByNetwork = 3;

    private int _state;

    /// <summary>Begins a call.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void Enter(object session)
    {
        int found = Interlocked.CompareExchange(ref _state, InUse, Idle);
        if (found != Idle)
            Refuse(found, session);
    }

    public void Exit() => Volatile.Write(ref _state, Idle);

    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    public readonly void ThrowIfDisposed(object session) => ThrowIfEnded(Volatile.Read(in _state), session);

    /// <summary>Ends the session; false where that had happened already.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    public bool Close(object session)
    {
        int found = Interlocked.CompareExchange(ref _state, IsDisposed, Idle);
        if (found == InUse)
            Refuse(found, session);
        return found == Idle;
    }

    /// <summary>Ends the session as its network asks; false where it had ended already.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    public bool CloseForNetwork()
    {
        int found = Interlocked.CompareExchange(ref _state, EndedByNetwork, Idle);
        if (found == InUse)
        {
            throw new InvalidOperationException(
                "EndTraining() cannot end a session while a call is running on it: call it when the step has returned.");
        }
        return found == Idle;
    }

    private readonly void Refuse(int found, object session)
    {
        ThrowIfEnded(found, session);
        throw new InvalidOperationException($"A session serves one caller at a time, and another call is running on it. {advice}");
    }

    private static void ThrowIfEnded(int state, object session)
    {
        Disposed.ThrowIf(state == IsDisposed, session);
        if (state == EndedByNetwork)
        {
            throw new ObjectDisposedException(
                Disposed.NameOf(session.GetType()),
                "EndTraining() of the network ended this session, so that another one may train it. Train on with that one.");
        }
    }
}
