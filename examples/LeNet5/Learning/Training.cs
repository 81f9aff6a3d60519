using Cnn;
using LeNetExample.Data;
using LeNetExample.Terminal;
using Spectre.Console;

namespace LeNetExample.Learning;

/// <summary>Trains the network, and its twin for one epoch.</summary>
internal sealed class Training(Recipe recipe, DigitData data, CancellationToken cancellation)
{
    /// <summary>The attribute version's weights after the first epoch; empty before.</summary>
    public string FirstEpochFingerprint { get; private set; } = "";

    /// <summary>Trains the version that is written as attributes, and shows how it goes.</summary>
    /// <returns>The test after the last epoch.</returns>
    public Evaluation Run(LeNet5 network, IAnsiConsole console)
    {
        IReadOnlyList<EpochResult> results = [];
        TrainingDisplay.Run(console, recipe.Epochs, display => results = new Trainer<LeNet5>(
            network,
            recipe.CreateOptimizer(),
            recipe.CreateOptions(
                display.Step,
                result =>
                {
                    if (result.Epoch == 1) FirstEpochFingerprint = Fingerprint.Of(network.Parameters);
                    display.EndEpoch(result, data.Training.Count);
                })).Run(data.Training, data.Test, cancellation));
        return results[^1].Test!;
    }

    /// <summary>Trains the version that is written as text for one epoch, with the same recipe.</summary>
    /// <returns>Its weights' fingerprint.</returns>
    public string RunTwin()
    {
        LeNet5Text twin = LeNet5Text.Create(recipe.Seed);
        string fingerprint = "";

        // The learning rate depends on how many epochs there are, so the recipe stays and the training is called off after one.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Stop(EpochResult result)
        {
            fingerprint = Fingerprint.Of(twin.Parameters);
            enough.Cancel();
        }

        try
        {
            new Trainer<LeNet5Text>(twin, recipe.CreateOptimizer(), recipe.CreateOptions(null, Stop))
                .Run(data.Training, null, enough.Token);
        }
        catch (OperationCanceledException) when (fingerprint.Length > 0 && !cancellation.IsCancellationRequested)
        {
            // This is the end that was wanted.
        }

        return fingerprint;
    }
}
