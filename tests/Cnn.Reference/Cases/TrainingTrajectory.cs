namespace Cnn.Reference;

/// <summary>A training run that PyTorch computed in float64.</summary>
public sealed record TrainingTrajectory
{
    /// <summary>The name of the run: <c>lenet5_sgd</c>, <c>lenet5_momentum</c> or <c>digits_nesterov</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Batch, channels, height, width.</summary>
    public required int[] InputNchw { get; init; }

    /// <summary>The learning rate of SGD.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Its momentum.</summary>
    public required double Momentum { get; init; }

    /// <summary>Its weight decay.</summary>
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

    /// <summary>Each parameter after the last step.</summary>
    public required FinalParameter[] Parameters { get; init; }

    /// <summary>A parameter after the last step.</summary>
    /// <param name="Shape">Its shape in a weight file.</param>
    /// <param name="Norm">Its norm.</param>
    /// <param name="First">Its first four values.</param>
    public sealed record FinalParameter(int[] Shape, double Norm, double[] First);

    /// <summary>One of the three runs.</summary>
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
