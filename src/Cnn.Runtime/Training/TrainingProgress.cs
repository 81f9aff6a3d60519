namespace Cnn;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Of this epoch, from 1.</param>
/// <param name="Steps">Of one epoch.</param>
/// <param name="MeanLoss">Over the images of this epoch so far, each measured before its step.</param>
/// <param name="ImagesPerSecond">Of this epoch so far.</param>
public readonly record struct TrainingProgress(int Epoch, int Step, int Steps, double MeanLoss, double ImagesPerSecond);
