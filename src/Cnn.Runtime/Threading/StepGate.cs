using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Who uses values that training steps change, a network's parameters or a session's gradients: the one place that keeps reads,
/// replacements and steps apart.
/// </summary>
/// <remarks>
/// Reads and replacements copy memory and run nobody's code, so that whoever meets one waits for its end. A step is long and runs an
/// optimizer, which may be the caller's and could wait for itself, so that whoever meets a step is refused.
/// <see cref="Thread.Interrupt"/> may end a wait to begin; nothing keeps what has begun from ending.
/// </remarks>
/// <param name="step">What a step is doing: the middle of a sentence.</param>
internal sealed class StepGate(string step)
{
    private readonly object _lock = new();
    private int _readers;
    private bool _isReplaced;

    // Written at the end of a step without the lock: whoever then reads the values must see what the step wrote.
    private volatile bool _isStepping;

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
            try
            {
                while (_isReplaced || _readers > 0)
                    Monitor.Wait(_lock);
            }
            catch (ThreadInterruptedException)
            {
                _isStepping = false;
                throw;
            }
        }
    }

    /// <summary>Ends the step, where one is running; several threads may say so at once.</summary>
    // Nobody waits for the end of a step, and a lock might keep it from ending.
    public void EndStep() => _isStepping = false;

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
        using (PatientLock.Take(_lock))
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
