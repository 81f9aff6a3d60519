namespace Cnn.Runtime.Benchmarks;

/// <summary>16 instances, a few µs each: about 45 µs a call on one thread.</summary>
internal sealed class ShortBatch : IWork
{
    public static int Batch => 16;

    public static int Stages => 0;

    public static int Chain => 2_200;
}

/// <summary>One instance in six stages: about 100 µs a call on one thread.</summary>
internal sealed class ShortStages : IWork
{
    public static int Batch => 2;

    public static int Stages => 6;

    public static int Chain => 6_000;
}

/// <summary>One instance in 75 stages: about 30 ms a call on one thread.</summary>
internal sealed class LongStages : IWork
{
    public static int Batch => 2;

    public static int Stages => 75;

    public static int Chain => 150_000;
}
