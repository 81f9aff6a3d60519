using System.Diagnostics;
using Cnn;
using LeNetExample.Digits;
using LeNetExample.Terminal;

namespace LeNetExample.Data;

/// <summary>What the network learns from, and how long and with what variation that wants to be learnt.</summary>
/// <param name="Training">The images to learn.</param>
/// <param name="Test">Those to be tested with, which are never learnt.</param>
/// <param name="Origin">Where they come from, for people.</param>
/// <param name="Epochs">How often to go through them unless told otherwise.</param>
/// <param name="Augment">Whether to vary them unless told otherwise.</param>
internal sealed record DigitData(LabeledImages Training, LabeledImages Test, string Origin, int Epochs, bool Augment)
{
    private const int DrawnTraining = 10_000;
    private const int DrawnTest = 2_000;

    /// <summary>Draws, reads or downloads, as the options say.</summary>
    /// <exception cref="UserException">A file is missing or cannot be downloaded, or the images are no 28 × 28 pixels.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static async Task<DigitData> GetAsync(ExampleOptions options, CancellationToken cancellation)
    {
        if (options.Data is not null) return Read(options.Data);
        if (!options.Download) return Draw(options);

        string folder = MnistDownload.DefaultFolder;
        await new MnistDownload(folder, MnistDownload.DefaultMirrors).FetchAsync(
            file => Console.WriteLine($"Fetching {file.Name} ({file.PackedLength / 1e6:F1} MB) …"),
            cancellation);
        return Read(folder);
    }

    private static DigitData Draw(ExampleOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        LabeledImages training = DrawnDigits.Draw(DrawnTraining, options.Seed, "training", options.Threads);
        LabeledImages test = DrawnDigits.Draw(DrawnTest, options.Seed, "test", options.Threads);
        return new DigitData(training, test, $"drawn by this program in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s", Epochs: 8,
            Augment: false);
    }

    private static DigitData Read(string path)
    {
        var folder = DataFolder.Find(path);
        LabeledImages training = IdxReader.Read(folder.TrainingImages, folder.TrainingLabels);
        LabeledImages test = IdxReader.Read(folder.TestImages, folder.TestLabels);
        RequireShape(training, folder.TrainingImages);
        RequireShape(test, folder.TestImages);
        return new DigitData(training, test, $"from {path}", Epochs: 20, Augment: true);
    }

    private static void RequireShape(LabeledImages images, string path)
    {
        if (images.Shape != LeNet5.Info.Input)
            throw new UserException($"{path}: expected images of {LeNet5.Info.Input}, which the network reads, found {images.Shape}.");
    }
}
