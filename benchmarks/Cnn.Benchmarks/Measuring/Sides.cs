namespace Cnn.Benchmarks.Measuring;

/// <summary>One side's session that predicts the samples of a batch.</summary>
internal interface IInference : IDisposable
{
    /// <summary>Predicts the whole batch once.</summary>
    void Predict();

    /// <summary>The last prediction's values before the softmax, [batch, classes].</summary>
    float[] ReadLogits();
}

/// <summary>One side's session that trains with the samples of a batch.</summary>
internal interface ITraining : IDisposable
{
    /// <summary>One step with the whole batch: forward, backward, update.</summary>
    /// <returns>The mean loss before the update.</returns>
    float Step();
}
