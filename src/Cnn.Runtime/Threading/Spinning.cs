namespace Cnn.Runtime;

/// <summary>How long a waiting thread spins before it parks: some tens of microseconds, about what parking and waking cost.</summary>
internal static class Spinning
{
    public const int Turns = 400;

    /// <summary>Where the machine has more runnable threads than processors, the thread that is waited for needs this one's.</summary>
    private const int TurnsBetweenYields = 64;

    public static void Pause(int turn)
    {
        if (turn % TurnsBetweenYields == TurnsBetweenYields - 1)
            Thread.Yield();
        else
            Thread.SpinWait(4);
    }
}
