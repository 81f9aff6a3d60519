using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// How a network does on data with float targets. Each channel of the output is a number of its own; in a map it has a value at each
/// pixel. After a sigmoid or a softmax the outputs are probabilities.
/// </summary>
public sealed class TargetEvaluation
{
    private readonly ErrorSums[] _sums;
    private readonly YesNoCounts[] _counts;
    private long _elements, _rightAnswers, _rightRows, _rows;

    private TargetEvaluation(int count, TensorShape output, OutputFunction function)
    {
        Count = count;
        Output = output;
        Function = function;
        _sums = new ErrorSums[output.Channels];
        _counts = new YesNoCounts[function == OutputFunction.Sigmoid ? output.Channels : 0];
    }

    /// <summary>How many images there were.</summary>
    public int Count { get; }

    /// <summary>The shape of an output.</summary>
    public TensorShape Output { get; }

    /// <summary>The function that the network ends in.</summary>
    public OutputFunction Function { get; }

    /// <summary>The mean of the loss, weighted as in training.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The mean of |output - target|.</summary>
    public double MeanAbsoluteError => _sums.Sum(sums => sums.Absolute) / _elements;

    /// <summary>The root of the mean of (output - target)².</summary>
    public double RootMeanSquaredError => Math.Sqrt(_sums.Sum(sums => sums.Squared) / _elements);

    /// <summary>
    /// The coefficient of determination, 1 - Σ (output - target)² / Σ (target - mean target)², the mean over the channels whose targets
    /// differ; NaN where there is none.
    /// </summary>
    public double R2 => Enumerable.Range(0, Output.Channels).Select(GetR2).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>
    /// After a sigmoid, the share of the answers that are wrong, where 0.5 and more is a yes; after a softmax, the share of the images, or
    /// pixels, whose most probable class is another than that of the target; NaN elsewhere.
    /// </summary>
    public double ErrorRate => Function switch
    {
        OutputFunction.Sigmoid => 1 - LabelAccuracy,
        OutputFunction.Softmax => 1 - ((double)_rightRows / _rows),
        _ => double.NaN,
    };

    /// <summary>After a sigmoid, the share of the answers that are right; NaN elsewhere.</summary>
    public double LabelAccuracy => Function == OutputFunction.Sigmoid ? (double)_rightAnswers / _elements : double.NaN;

    /// <summary>After a sigmoid, the share of the images, or pixels, all of whose answers are right; NaN elsewhere.</summary>
    public double SubsetAccuracy => Function == OutputFunction.Sigmoid ? (double)_rightRows / _rows : double.NaN;

    /// <summary>The numbers that one looks at first, in a line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count:N0} instances, mean loss {MeanLoss:G5}, ") + Function switch
    {
        OutputFunction.Sigmoid => FormattableString.Invariant($"{100 * LabelAccuracy:F2} % of the answers right"),
        OutputFunction.Softmax => FormattableString.Invariant($"{100 * ErrorRate:F2} % wrong"),
        _ => FormattableString.Invariant($"mean absolute error {MeanAbsoluteError:G5}, R² {R2:G5}"),
    };

    /// <summary>The coefficient of determination of one channel; NaN where its targets are all equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public double GetR2(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)channel, (uint)Output.Channels, nameof(channel));
        return _sums[channel].Spread > 0 ? 1 - (_sums[channel].Squared / _sums[channel].Spread) : double.NaN;
    }

    /// <summary>The share of right ones among the answers of yes; NaN where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    /// <exception cref="InvalidOperationException">The network does not end in a sigmoid.</exception>
    public double GetPrecision(int label) => (double)CountsOf(label).Right / (CountsOf(label).Right + CountsOf(label).Wrong);

    /// <summary>The share of the targets of yes that were answered so; NaN where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    /// <exception cref="InvalidOperationException">The network does not end in a sigmoid.</exception>
    public double GetRecall(int label) => (double)CountsOf(label).Right / (CountsOf(label).Right + CountsOf(label).Missed);

    /// <summary>The harmonic mean of precision and recall; NaN where there is neither an answer nor a target of yes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    /// <exception cref="InvalidOperationException">The network does not end in a sigmoid.</exception>
    public double GetF1(int label)
    {
        YesNoCounts counts = CountsOf(label);
        return 2.0 * counts.Right / ((2 * counts.Right) + counts.Wrong + counts.Missed);
    }

    /// <summary>Runs all the data through a session: one call of it, beside which no other may run, the data's own neither.</summary>
    /// <param name="session">What predicts.</param>
    /// <param name="data">What is predicted, and what would be right.</param>
    /// <param name="loss">What <see cref="MeanLoss"/> is of; null for the network's own.</param>
    /// <exception cref="ArgumentException">
    /// The data is empty, its shape or its targets' is not the network's, a target is out of the loss's range, or the loss does not fit the
    /// network.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is over class labels only, or another call of the session is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static TargetEvaluation Of<TNetwork>(InferenceSession<TNetwork> session, ITargetData data, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        NetworkInfo network = TNetwork.Info;
        loss ??= network.Loss;
        TrainerData read = TrainerData.Of(network, loss, data);
        int total = DataCheck.CountOf(read.Count);
        float[] outputs = new float[network.Output.ElementCount];
        TargetEvaluation evaluation = new(total, network.Output, network.OutputFunction);
        evaluation.MeanLoss = EvaluationLoop.Run(
            session, loss, read, total, (_, logits, _, targets) => evaluation.Add(logits, targets, outputs));
        return evaluation;
    }

    private YesNoCounts CountsOf(int label)
    {
        if (Function != OutputFunction.Sigmoid)
            throw new InvalidOperationException($"Answers of yes and no are a sigmoid's; the network ends in {Function}.");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Output.Channels, nameof(label));
        return _counts[label];
    }

    private void Add(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> outputs)
    {
        int channels = Output.Channels;
        logits.CopyTo(outputs);
        if (Function == OutputFunction.Sigmoid)
            VectorMath.Sigmoid(ref outputs[0], outputs.Length);
        else if (Function == OutputFunction.Softmax)
            VectorMath.SoftmaxRows(ref outputs[0], outputs.Length / channels, channels);
        for (int begin = 0; begin < outputs.Length; begin += channels)
        {
            ReadOnlySpan<float> own = outputs.Slice(begin, channels), right = targets.Slice(begin, channels);
            bool isRight = Function != OutputFunction.Softmax || Largest(own) == Largest(right);
            for (int channel = 0; channel < channels; channel++)
            {
                _sums[channel].Add(own[channel], right[channel]);
                if (_counts.Length == 0)
                    continue;
                bool answer = own[channel] >= 0.5f, expected = right[channel] >= 0.5f;
                _counts[channel].Add(answer, expected);
                _rightAnswers += answer == expected ? 1 : 0;
                isRight &= answer == expected;
            }
            _rows++;
            _rightRows += isRight ? 1 : 0;
        }
        _elements += outputs.Length;
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }
        return largest;
    }

    /// <summary>Of one channel.</summary>
    private struct ErrorSums
    {
        private long _count;
        private double _mean;

        /// <summary>The sum of |output - target|.</summary>
        public double Absolute { get; private set; }

        /// <summary>The sum of (output - target)².</summary>
        public double Squared { get; private set; }

        /// <summary>The sum of (target - mean target)².</summary>
        public double Spread { get; private set; }

        // Spread by Welford's recurrence (1962), which keeps its digits where the mean is large.
        public void Add(double output, double target)
        {
            double error = output - target, from = target - _mean;
            Absolute += Math.Abs(error);
            Squared += error * error;
            _mean += from / ++_count;
            Spread += from * (target - _mean);
        }
    }

    /// <summary>Answers of one channel.</summary>
    private struct YesNoCounts
    {
        /// <summary>Answers of yes that are right.</summary>
        public long Right { get; private set; }

        /// <summary>Answers of yes that are wrong.</summary>
        public long Wrong { get; private set; }

        /// <summary>Answers of no that are wrong.</summary>
        public long Missed { get; private set; }

        public void Add(bool answer, bool expected)
        {
            Right += answer && expected ? 1 : 0;
            Wrong += answer && !expected ? 1 : 0;
            Missed += !answer && expected ? 1 : 0;
        }
    }
}
