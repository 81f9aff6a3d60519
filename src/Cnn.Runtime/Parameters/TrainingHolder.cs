using Cnn.Runtime;

namespace Cnn;

/// <summary>Who trains a network's parameters: one session at a time, and nobody else writes them meanwhile.</summary>
/// <param name="network">The network's name.</param>
internal sealed class TrainingHolder(string network)
{
    private readonly object _lock = new();

    /// <summary>Weak, so that a session that was forgotten rather than disposed does not lock the network for good.</summary>
    private readonly WeakReference<ITrainingHold?> _session = new(null);

    /// <summary>Makes a session the only one that may write.</summary>
    public void Begin(ITrainingHold session)
    {
        lock (_lock)
        {
            ThrowIfTraining("A second training session", "cannot begin");
            _session.SetTarget(session);
        }
    }

    /// <summary>Lets the next session begin, where this one held the parameters.</summary>
    public void LetGo(ITrainingHold session)
    {
        using (PatientLock.Take(_lock))
        {
            if (ReferenceEquals(Session, session))
                _session.SetTarget(null);
        }
    }

    /// <summary>Ends the session that holds the parameters, if there is one.</summary>
    public void End()
    {
        if (Session is not { } session)
            return;
        session.End();
        // It may be ending itself on another thread, and have not come as far.
        LetGo(session);
    }

    /// <param name="name">What somebody wants to change.</param>
    /// <param name="refusal">What cannot be done with it, for example "cannot be replaced".</param>
    /// <exception cref="InvalidOperationException">A session holds the parameters.</exception>
    public void ThrowIfTraining(string name, string refusal)
    {
        if (Session is not null)
        {
            throw new InvalidOperationException(
                $"{name} {refusal}: a training session holds {network}. Dispose of that session first or, where it is out of reach, "
                + "call EndTraining() on the network, which ends it.");
        }
    }

    private ITrainingHold? Session
    {
        get
        {
            lock (_lock)
                return _session.TryGetTarget(out ITrainingHold? session) ? session : null;
        }
    }
}
