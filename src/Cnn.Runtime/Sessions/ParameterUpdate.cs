using System.Numerics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// What follows the gradients in a step, as phases that threads share: the norm of all gradients, the clipping by it, the norms of each
/// tensor, the update. Those that the optimizer does not ask for are not there. Sums are cut at fixed places, so that threads change no
/// bit.
/// </summary>
internal sealed class ParameterUpdate
{
    /// <summary>The update is cut at cache lines, so that no two threads write to one.</summary>
    private const int Line = 16;

    /// <summary>The most floats that a sum of squares is of: 16 KiB, half of the smallest first caches.</summary>
    private const int Chunk = 4096;

    private readonly Optimizer _optimizer;
    private readonly Arena _parameters;
    private readonly Arena _gradients;
    private readonly Arena _state;
    private readonly AbsentWeights? _absent;
    private readonly UpdateSegment[] _segments;

    /// <summary>For each segment, how many floats of segments come before it; at the end, how many there are.</summary>
    private readonly int[] _before;
    private readonly Action<long, int, int>[] _phases;

    /// <summary>Chunks of the gradients, and the sum of squares of each.</summary>
    private readonly (int Begin, int End)[] _gradientChunks = [];
    private readonly double[] _squares = [];

    /// <summary>For tensors' norms: each segment in chunks, and where the chunks of a segment begin among all.</summary>
    private readonly (int Segment, int Begin, int End)[] _chunks = [];
    private readonly int[] _firstChunk = [];
    private readonly (double Weights, double Direction)[] _tensorSquares = [];

    /// <exception cref="ArgumentException">The optimizer's settings contradict each other or the network.</exception>
    public ParameterUpdate(NetworkInfo info, Optimizer optimizer, Arena parameters, Arena gradients, Arena state)
    {
        (_optimizer, _parameters, _gradients, _state) = (optimizer, parameters, gradients, state);
        _absent = optimizer.KeepsZeros ? null : AbsentWeights.Of(info);
        bool isTensorwise = optimizer.Tensorwise is not null;
        _segments = UpdateSegment.Of(info, optimizer, isTensorwise);
        _before = new int[_segments.Length + 1];
        for (int i = 0; i < _segments.Length; i++)
            _before[i + 1] = _before[i] + _segments[i].End - _segments[i].Begin;
        Trained = UpdateSegment.Stretches(_segments);

        List<Action<long, int, int>> phases = [];
        if (optimizer.ClipNorm is not null)
        {
            _gradientChunks = [.. Trained.SelectMany(stretch => Chunks(stretch.Begin, stretch.End))];
            _squares = new double[_gradientChunks.Length];
            phases.Add(SumSquares);
        }
        if (optimizer.ClipNorm is not null || optimizer.ClipValue is not null)
            phases.Add(Clip);
        if (isTensorwise)
        {
            _chunks = [.. _segments.SelectMany(
                (segment, index) => Chunks(segment.Begin, segment.End).Select(chunk => (index, chunk.Begin, chunk.End)))];
            _firstChunk = [.. _segments.Select((_, index) => Array.FindIndex(_chunks, chunk => chunk.Segment == index)), _chunks.Length];
            _tensorSquares = new (double, double)[_chunks.Length];
            phases.Add(SumTensorSquares);
        }
        phases.Add(Update);
        _phases = [.. phases];
    }

    /// <summary>The stretches of the parameters that change, in order.</summary>
    public (int Begin, int End)[] Trained { get; }

    /// <summary>How many phases there are, the update last.</summary>
    public int PhaseCount => _phases.Length;

    /// <summary>The norm of all gradients before they were clipped, where the optimizer clips by it.</summary>
    public double Norm => Math.Sqrt(_squares.Sum());

    /// <summary>Into how many parts a phase is worth cutting.</summary>
    public int Parts(int threads) => Math.Clamp(_before[^1] / Line, 1, threads);

    /// <summary>Runs a part of a phase.</summary>
    /// <param name="phase">From 0.</param>
    /// <param name="step">Steps before this one.</param>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many there are.</param>
    public void Run(int phase, long step, int part, int parts) => _phases[phase](step, part, parts);

    private void SumSquares(long step, int part, int parts)
    {
        for (int i = TeamJob.Cut(_squares.Length, part, parts); i < TeamJob.Cut(_squares.Length, part + 1, parts); i++)
            _squares[i] = SquaredNorm.Of(_gradients.Span[_gradientChunks[i].Begin.._gradientChunks[i].End]);
    }

    private void Clip(long step, int part, int parts)
    {
        double scale = _optimizer.ClipNorm is { } most ? most / (Norm + 1e-6) : 1;
        if (_optimizer.ClipNorm is not null && scale >= 1)
            return;
        for (int i = 0; i < _segments.Length; i++)
        {
            (int begin, int end) = Within(i, part, parts);
            if (begin < end)
                Clip(MemoryMarshal.Cast<float, Vector<float>>(_gradients.Span[begin..end]), (float)scale);
        }
    }

    private void Clip(Span<Vector<float>> gradients, float scale)
    {
        if (_optimizer.ClipValue is { } most)
        {
            Vector<float> upper = new(most), lower = new(-most);
            foreach (ref Vector<float> gradient in gradients)
                gradient = Vector.Clamp(gradient, lower, upper);
            return;
        }
        Vector<float> factor = new(scale);
        foreach (ref Vector<float> gradient in gradients)
            gradient *= factor;
    }

    private void SumTensorSquares(long step, int part, int parts)
    {
        for (int i = TeamJob.Cut(_chunks.Length, part, parts); i < TeamJob.Cut(_chunks.Length, part + 1, parts); i++)
        {
            (int segment, int begin, int end) = _chunks[i];
            _tensorSquares[i] = _optimizer.Tensorwise!.SquaredNorms(Range(_segments[segment], begin, end, step, trust: 1));
        }
    }

    private void Update(long step, int part, int parts)
    {
        for (int i = 0; i < _segments.Length; i++)
        {
            (int begin, int end) = Within(i, part, parts);
            if (begin >= end)
                continue;
            _optimizer.Update(Range(_segments[i], begin, end, step, TrustOf(i)));
            if (_absent is null)
                continue;
            _absent.Clear(_parameters.Span[begin..end], begin / Line);
            for (int first = 0; first < _state.Length; first += _gradients.Length)
                _absent.Clear(_state.Span.Slice(first + begin, end - begin), begin / Line);
        }
    }

    private float TrustOf(int segment)
    {
        if (_optimizer.Tensorwise is not { } tensorwise)
            return 1;
        double weights = 0, direction = 0;
        for (int i = _firstChunk[segment]; i < _firstChunk[segment + 1]; i++)
        {
            weights += _tensorSquares[i].Weights;
            direction += _tensorSquares[i].Direction;
        }
        return tensorwise.Trust(Math.Sqrt(weights), Math.Sqrt(direction), _segments[segment].WeightDecay);
    }

    private OptimizerRange Range(UpdateSegment segment, int begin, int end, long step, float trust) => new()
    {
        Parameters = _parameters.Span[begin..end],
        Gradients = _gradients.Span[begin..end],
        State = _state.Span,
        StateBegin = begin,
        StateStride = _gradients.Length,
        Step = step,
        LearningRate = _optimizer.LearningRate * segment.LearningRateFactor,
        WeightDecay = segment.WeightDecay,
        Trust = trust,
    };

    // What a part has of a segment: parts are cut at lines of what changes, whatever lies between.
    private (int Begin, int End) Within(int segment, int part, int parts)
    {
        int lines = _before[^1] / Line, offset = _segments[segment].Begin - _before[segment];
        int begin = Math.Max(TeamJob.Cut(lines, part, parts) * Line, _before[segment]);
        int end = Math.Min(TeamJob.Cut(lines, part + 1, parts) * Line, _before[segment + 1]);
        return (begin + offset, end + offset);
    }

    private static IEnumerable<(int Begin, int End)> Chunks(int first, int past)
    {
        for (int begin = first; begin < past; begin += Chunk)
            yield return (begin, Math.Min(begin + Chunk, past));
    }
}
