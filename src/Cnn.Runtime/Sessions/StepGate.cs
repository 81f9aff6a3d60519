namespace Cnn;

/// <summary>
/// Who uses values that training steps change, a network's parameters or a session's gradients: the one place that keeps reads,
/// replacements and steps apart.
/// </summary>
/// <remarks>
/// Reads and replacements copy memory and run nobody's code, so that whoever meets one waits for its end. A step is long and runs an
/// optimizer, which may be the caller's and could wait for itself, so that whoever meets a step is refused.
/// </remarks>
/// <param name="step">What a step is doing: the middle of a sentence.</param>
internal sealed class StepGate(string step)
{
    private readonly object _lock = new();
    private int _readers;
    private bool _isReplaced;
    private bool _isStepping;

    /// <summary>Begins to read, beside other readers, until the result is disposed of.</summary>
    /// <param name="name">What is used.</param>
    /// <param name="refusal">What cannot be done with it where a step is running, for example "cannot be saved".</param>
    /// <exception cref="InvalidOperationException">A step is running.</exception>
    public Use Read(string name, string refusal)
    {
        lock (_lock)
        {
            ThrowIfStepping(name, refusal);
            while (_isReplaced)
                WaitOutside(name, refusal);
            _readers++;
        }
        return new Use(this, replaces: false);
    }

    /// <summary>Begins to write, alone, until the result is disposed of.</summary>
    /// <param name="name">What is used.</param>
    /// <param name="refusal">What cannot be done with it where a step is running, for example "cannot be saved".</param>
    /// <exception cref="InvalidOperationException">A step is running.</exception>
    public Use Replace(string name, string refusal)
    {
        lock (_lock)
        {
            ThrowIfStepping(name, refusal);
            while (_isReplaced || _readers > 0)
                WaitOutside(name, refusal);
            _isReplaced = true;
        }
        return new Use(this, replaces: true);
    }

    /// <summary>Begins a step once those who read are done; from now on nobody else begins.</summary>
    public void BeginStep()
    {
        lock (_lock)
        {
            _isStepping = true;
            while (_isReplaced || _readers > 0)
                Monitor.Wait(_lock);
        }
    }

    /// <summary>Ends the step, where one is running.</summary>
    public void EndStep()
    {
        // Several threads say so at once; one is enough to take the lock.
        if (!Volatile.Read(ref _isStepping))
            return;
        lock (_lock)
            _isStepping = false;
    }

    private void WaitOutside(string name, string refusal)
    {
        Monitor.Wait(_lock);
        ThrowIfStepping(name, refusal);
    }

    private void ThrowIfStepping(string name, string refusal)
    {
        if (_isStepping)
        {
            throw new InvalidOperationException(
                $"{name} {refusal}: a training step is {step}. Do it between steps: "
                + "when Step has returned, or in a trainer's Progress or EpochCompleted.");
        }
    }

    private void End(bool replaces)
    {
        lock (_lock)
        {
            if (replaces)
                _isReplaced = false;
            else
                _readers--;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>A use that lasts until it is disposed of, once.</summary>
    public readonly ref struct Use(StepGate gate, bool replaces)
    {
        public void Dispose() => gate.End(replaces);
    }
}
