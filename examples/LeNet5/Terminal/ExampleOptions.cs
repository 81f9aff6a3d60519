namespace LeNetExample.Terminal;

/// <summary>What the program was asked to do.</summary>
/// <param name="Data">The folder of IDX files to learn from; null for digits that the program draws.</param>
/// <param name="Download">Whether to learn from MNIST, fetched first where it is not there yet.</param>
/// <param name="Epochs">How often to go through the training set; null for as often as the data want.</param>
/// <param name="Seed">Decides everything that is random.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="Output">The folder for the weights and the picture.</param>
/// <param name="Augment">Whether to vary the training images; null for whatever the data want.</param>
internal sealed record ExampleOptions(
    string? Data,
    bool Download,
    int? Epochs,
    int Seed,
    int Threads,
    string Output,
    bool? Augment);
