namespace Cnn;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Of this epoch, from 1.</param>
/// <param name="Steps">Of one epoch.</param>
/// <param name="MeanLoss">
/// Over the images of this epoch so far, each measured before its step. A step counts by what its own mean is divided by: its images, or
/// the labels that the loss does not ignore, with the weights of their classes. 0 where nothing counts.
/// </param>
/// <param name="ImagesPerSecond">Of this epoch so far.</param>
public readonly record struct TrainingProgress(int Epoch, int Step, int Steps, double MeanLoss, double ImagesPerSecond);
