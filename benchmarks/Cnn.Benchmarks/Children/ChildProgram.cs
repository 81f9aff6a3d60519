using System.Text.Json;
using Cnn.Benchmarks.Measuring;

namespace Cnn.Benchmarks.Children;

/// <summary>The program as a process that measures one thing and answers with a line of JSON.</summary>
internal static class ChildProgram
{
    private const int FirstSteps = 3;

    /// <summary>Measures what the words of a <see cref="ChildRequest"/> say.</summary>
    /// <param name="words">The words.</param>
    /// <param name="started">When the program's first statement ran.</param>
    public static int Run(string[] words, DateTime started)
    {
        ChildRequest request = ChildRequest.Parse(words);
        if (request.IsComparison) Answer(() => request.Mode == Mode.Inference ? CompareInference(request) : CompareTraining(request));
        else Answer(() => RunAlone(request, started));
        return 0;
    }

    private static ComparedResult CompareInference(ChildRequest request)
    {
        using IInference ours = Sides.LoadInference(request, Side.CnnGen), peer = Sides.LoadInference(request, request.Side);
        ours.Predict();
        peer.Predict();
        var deviation = Deviation.OfLogits(ours.ReadLogits(), peer.ReadLogits());
        return Compare(ours.Predict, peer.Predict, deviation, request.Seconds);
    }

    private static ComparedResult CompareTraining(ChildRequest request)
    {
        using ITraining ours = Sides.LoadTraining(request, Side.CnnGen), peer = Sides.LoadTraining(request, request.Side);
        var deviation = Deviation.OfLosses([.. Enumerable.Range(0, FirstSteps).Select(_ => ours.Step())],
            [.. Enumerable.Range(0, FirstSteps).Select(_ => peer.Step())]);
        return Compare(() => ours.Step(), () => peer.Step(), deviation, request.Seconds);
    }

    private static ComparedResult Compare(Action ours, Action peer, Deviation deviation, double seconds)
    {
        (Timing oursTiming, Timing peerTiming) = Alternation.Measure(ours, peer, seconds);
        return new(oursTiming.Median, peerTiming.Median, oursTiming.Calls, peerTiming.Calls, deviation.Largest, deviation.Tolerance,
            Allocation.PerCall(ours));
    }

    // A second call, because some of the memory of a side is allocated by the first and used by the next.
    private static AloneResult RunAlone(ChildRequest request, DateTime started)
    {
        using IDisposable session = request.Mode == Mode.Inference ? Sides.LoadInference(request, request.Side)
            : Sides.LoadTraining(request, request.Side);
        Action call = session is IInference inference ? inference.Predict : () => ((ITraining)session).Step();
        call();
        DateTime first = DateTime.UtcNow;
        call();
        return new((started - request.Asked).TotalMilliseconds, (first - request.Asked).TotalMilliseconds, PeakMemory.Bytes());
    }

    // Whatever fails, natively loaded libraries included, the table says it and goes on with the next row.
    private static void Answer<T>(Func<T> measure)
        where T : class
    {
        ChildAnswer<T> answer;
        try
        {
            answer = new(measure(), null);
        }
        catch (Exception exception)
        {
            answer = new(null, exception.Message);
        }

        Console.WriteLine(JsonSerializer.Serialize(answer));
    }
}
