using System.Diagnostics;

namespace Cnn.Runtime.Benchmarks;

/// <summary>Times of calls with one thread and with two, in turns, beside so many processes that want the processors.</summary>
internal static class LoadReport
{
    private const double BlockSeconds = 0.1;

    public static int Run(double seconds, int[] busy)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors; microseconds a call: mean, median and 95th percentile");
        Console.WriteLine(
            $"{"busy",4}  {"call",-24} {"1 thread",28} {"2 threads",28}  {"ratio of means",14} {"of medians",10} {"of 95th",8}");
        foreach (int count in busy)
        {
            using BusyProcesses load = new(count);
            Compare(count, "16 instances", Prediction<ShortBatch>(16), seconds);
            Compare(count, "6 stages", Prediction<ShortStages>(1), seconds);
            Compare(count, "75 stages", Prediction<LongStages>(1), seconds);
            Compare(count, "training step", TrainingStep<ShortBatch>(), seconds);
        }
        Console.WriteLine($"processor time of 200 ms that begin 1 ms after the last call: {IdleTime().TotalMilliseconds:0.00} ms");
        return 0;
    }

    private static void Compare(int busy, string name, Func<int, Action> callOf, double seconds)
    {
        Action[] calls = [callOf(1), callOf(2)];
        List<double>[] times = [[], []];
        foreach (Action call in calls)
            Measure(call, 2 * BlockSeconds);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            for (int i = 0; i < calls.Length; i++)
                times[i].AddRange(Measure(calls[i], BlockSeconds));
        }
        Figures one = new(times[0]), two = new(times[1]);
        Console.WriteLine(
            $"{busy,4}  {name,-24} {one,28} {two,28}  {two.Mean / one.Mean,14:0.00} {two.Median / one.Median,10:0.00} "
                + $"{two.High / one.High,8:0.00}");
    }

    private static List<double> Measure(Action call, double seconds)
    {
        List<double> times = [];
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        for (long begin = Stopwatch.GetTimestamp(); begin < end;)
        {
            call();
            long now = Stopwatch.GetTimestamp();
            times.Add((now - begin) * 1e6 / Stopwatch.Frequency);
            begin = now;
        }
        return times;
    }

    private static TimeSpan IdleTime()
    {
        Action call = Prediction<ShortBatch>(16)(2);
        Measure(call, BlockSeconds);
        Thread.Sleep(500);
        using Process self = Process.GetCurrentProcess();
        Measure(call, BlockSeconds);
        Thread.Sleep(1);
        self.Refresh();
        TimeSpan before = self.TotalProcessorTime;
        Thread.Sleep(200);
        self.Refresh();
        return self.TotalProcessorTime - before;
    }

    private static Func<int, Action> Prediction<TWork>(int count)
        where TWork : IWork => threads =>
    {
        var model = Model<SyntheticNetwork<TWork>>.From(NetworkParameters.Create(SyntheticNetwork<TWork>.Info));
        var session = model.CreateSession(new() { Threads = threads });
        float[] images = new float[count], scores = new float[count * 16];
        return () => session.Predict(images, scores);
    };

    private static Func<int, Action> TrainingStep<TWork>()
        where TWork : IWork => threads =>
    {
        var network = SyntheticNetwork<TWork>.FromParameters(NetworkParameters.Create(SyntheticNetwork<TWork>.Info));
        var session = new TrainingSession<SyntheticNetwork<TWork>>(network, new Sgd(0.01f), new() { Threads = threads });
        float[] images = new float[TWork.Batch], targets = new float[TWork.Batch * 16];
        return () => session.Step(images, targets);
    };

    /// <summary>Of times in microseconds.</summary>
    private sealed class Figures
    {
        public Figures(List<double> times)
        {
            times.Sort();
            (Mean, Median, High) = (times.Average(), times[times.Count / 2], times[times.Count * 95 / 100]);
        }

        public double Mean { get; }

        public double Median { get; }

        public double High { get; }

        public override string ToString() => $"{Mean:0.0} {Median:0.0} {High:0.0}";
    }
}
