namespace Cnn.Reference;

/// <summary>A training run that PyTorch computed in float64.</summary>
public sealed record TrainingTrajectory
{
    /// <summary>The name of the run, for example <c>lenet5_sgd</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the network, for example <c>lenet5</c>.</summary>
    public required string Network { get; init; }

    /// <summary>Batch, channels, height, width.</summary>
    public required int[] InputNchw { get; init; }

    /// <summary>The optimiser: <c>sgd</c>, <c>adam</c>, <c>adamw</c>, or <c>rmsprop</c> with an alpha of 0.9.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The momentum of SGD.</summary>
    public required double Momentum { get; init; }

    /// <summary>The weight decay.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public required bool Nesterov { get; init; }

    /// <summary>The mean loss of each step, before its update.</summary>
    public required double[] Losses { get; init; }

    /// <summary>The norm of each parameter's gradient in the first step.</summary>
    public required double[] FirstStepGradientNorms { get; init; }

    /// <summary>The logits of the first step, a row an instance.</summary>
    public required double[][] FirstStepLogits { get; init; }

    /// <summary>The logits of the first step's images after the last step.</summary>
    public required double[][] FinalLogits { get; init; }

    /// <summary>Each parameter that is trained, after the last step.</summary>
    public required FinalParameter[] Parameters { get; init; }

    /// <summary>Each batch norm's running statistics after the last step.</summary>
    public FinalStatistics[] RunningStatistics { get; init; } = [];

    /// <summary>A parameter after the last step.</summary>
    /// <param name="Shape">Its shape in a weight file.</param>
    /// <param name="Norm">Its norm.</param>
    /// <param name="First">Its first four values.</param>
    public sealed record FinalParameter(int[] Shape, double Norm, double[] First);

    /// <summary>Running statistics after the last step.</summary>
    /// <param name="Mean">The first four means.</param>
    /// <param name="Variance">The first four variances.</param>
    public sealed record FinalStatistics(double[] Mean, double[] Variance);

    /// <summary>One of the runs.</summary>
    public static TrainingTrajectory Read(string name) => Resources.Read<TrainingTrajectory>($"trajectory_{name}.json");

    /// <summary>Instances of a step.</summary>
    public int Batch => InputNchw[0];

    /// <summary>The shape of one image.</summary>
    public Dsl.TensorShape Input => new(InputNchw[2], InputNchw[3], InputNchw[1]);

    /// <summary>The images of a step, channels-last: <c>fill(size, 100 + step, 1)</c> in channels-first order.</summary>
    public double[] Images(int step) => Fill.ToChannelsLast(Fill.Values(Batch * (int)Input.ElementCount, 100 + step, 1), Batch, Input);

    /// <summary>The labels of a step: <c>(7 b + 3 step + 1) mod 10</c>.</summary>
    public int[] Labels(int step) => Enumerable.Range(0, Batch).Select(b => (7 * b + 3 * step + 1) % 10).ToArray();
}
