namespace Cnn.Benchmarks.Children;

/// <summary>What is measured.</summary>
internal enum Mode
{
    /// <summary>Predictions.</summary>
    Inference,

    /// <summary>Training steps.</summary>
    Training,
}
