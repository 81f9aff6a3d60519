using System.Runtime.InteropServices;

namespace Cnn.Runtime;

/// <summary>Where the threads of a team wait for one another: they spin briefly, then park. Allocates nothing.</summary>
internal sealed class PhaseBarrier
{
    private readonly ParkingGate _gate = new();
    private Counters _counters;

    /// <summary>Zeroed whenever a barrier is passed.</summary>
    public ref int NextUnit => ref _counters.NextUnit;

    public void SignalAndWait(int participants)
    {
        int generation = Volatile.Read(ref _counters.Generation);
        if (Interlocked.Increment(ref _counters.Arrived) == participants)
        {
            _counters.Arrived = 0;
            _counters.NextUnit = 0;
            Volatile.Write(ref _counters.Generation, unchecked(generation + 1));
            _gate.WakeAll();
            return;
        }

        for (int turn = 0; turn < Spinning.Turns; turn++)
        {
            if (Volatile.Read(ref _counters.Generation) != generation)
                return;
            Spinning.Pause(turn);
        }
        _gate.WaitWhile(ref _counters.Generation, generation);
    }

    /// <summary>Each on cache lines of its own (two, as processors fetch them in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        [FieldOffset(128)]
        public int Arrived;

        [FieldOffset(256)]
        public int Generation;

        [FieldOffset(384)]
        public int NextUnit;
    }
}
