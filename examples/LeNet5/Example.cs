using System.Diagnostics;
using Cnn;
using LeNetExample.Data;
using LeNetExample.Learning;
using LeNetExample.Sheet;
using LeNetExample.Terminal;
using Spectre.Console;

namespace LeNetExample;

/// <summary>What the program does from the options to the files.</summary>
internal static class Example
{
    private const int Failed = 1;

    // What a shell reports after Ctrl+C.
    private const int Interrupted = 130;

    /// <summary>Runs the program; whatever a user can put right is said in one sentence.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ExampleOptions options, CancellationToken cancellation)
    {
        try
        {
            return await LearnAsync(options, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return Interrupted;
        }
        catch (Exception exception) when (exception is UserException or IOException or InvalidDataException or UnauthorizedAccessException
            or TrainingDivergedException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failed;
        }
    }

    private static async Task<int> LearnAsync(ExampleOptions options, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        IAnsiConsole console = AnsiConsole.Console;

        DigitData data = await DigitData.GetAsync(options, cancellation);
        string output = PrepareFolder(options.Output);
        Recipe recipe = Recipe.For(options, data);

        console.Write(NetworkTable.Of(LeNet5.Info, console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii));
        Console.WriteLine($"{data.Training.Count:N0} training and {data.Test.Count:N0} test images, {data.Origin}");
        Console.WriteLine(
            $"Seed {recipe.Seed}, batches of {LeNet5.BatchSize}, threads {recipe.Threads}, augmentation {(recipe.Augment ? "on" : "off")}");
        Console.WriteLine();

        LeNet5 network = LeNet5.Create(recipe.Seed);
        var training = new Training(recipe, data, cancellation);
        Evaluation test = training.Run(network, console);
        Console.WriteLine();
        Console.WriteLine($"{100 * (1 - test.ErrorRate):F2} % of the test images right, {test.WrongCount:N0} of {test.Count:N0} wrong");

        Save(network, data.Test, test, output);
        bool same = Compare(training.FirstEpochFingerprint, training.RunTwin());
        Console.WriteLine($"Total time {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        return same ? 0 : Failed;
    }

    // Before the training, so that a folder that cannot be written is noticed then and not after it.
    private static string PrepareFolder(string path)
    {
        try
        {
            string folder = Directory.CreateDirectory(path).FullName;
            File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The output folder '{path}' cannot be written: {exception.Message} Name another one with --output.",
                exception);
        }
    }

    private static void Save(LeNet5 network, LabeledImages images, Evaluation test, string folder)
    {
        string weights = Path.Combine(folder, "lenet5.safetensors");
        network.Save(weights);
        Console.WriteLine($"Weights      {weights}");

        var predictions = new Prediction[images.Count];
        for (int i = 0; i < predictions.Length; i++) predictions[i] = new Prediction(i, images.Labels[i], test.Predictions[i]);
        string picture = Path.Combine(folder, "digits.png");
        PredictionSheet.Draw(images, predictions).Save(picture);
        Console.WriteLine($"Predictions  {picture}");
        Console.WriteLine();
    }

    private static bool Compare(string attributes, string text)
    {
        bool same = attributes == text;
        Console.WriteLine("After one epoch, the SHA-256 of the weights is");
        Console.WriteLine($"  {attributes}  LeNet5.cs");
        Console.WriteLine($"  {text}  LeNet5Text.cnn");
        if (same)
            Console.WriteLine("Attributes and text give the same network, bit for bit.");
        else
            Console.Error.WriteLine(
                "Attributes and text should give the same network, but their weights differ: this is a defect of the generator, please "
                + "report it.");
        return same;
    }
}
