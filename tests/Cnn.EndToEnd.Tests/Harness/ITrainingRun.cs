using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>A training session of any network.</summary>
public interface ITrainingRun : IDisposable
{
    /// <summary>One step; returns the mean loss before the update.</summary>
    float Step(float[] images, Target target);

    /// <summary>Adds the gradients of a part of a step's images.</summary>
    float Accumulate(float[] images, Target target);

    /// <summary>The step of all parts; returns their mean loss.</summary>
    float ApplyGradients();

    /// <summary>The last step's gradients, in the weight file's layout.</summary>
    float[][] Gradients { get; }

    /// <summary>The last step's logits, <c>[instances, height, width, channels]</c>.</summary>
    float[] Logits { get; }
}
