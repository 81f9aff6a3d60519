using Cnn;
using Spectre.Console;
using Zoo.Catalog;
using Zoo.Classification;
using Zoo.Images;
using Zoo.Terminal;

namespace Zoo;

/// <summary>What the program does from the options to the last line.</summary>
internal static class Example
{
    private const int Failed = 1;

    /// <summary>Shows all networks as a table.</summary>
    /// <returns>The exit code.</returns>
    public static int List()
    {
        AnsiConsole.Write(NetworkTable.Of(ZooCatalog.All));
        return 0;
    }

    /// <summary>Classifies images; whatever a user can put right is said in one sentence.</summary>
    /// <returns>The exit code.</returns>
    public static int Classify(ClassifyOptions options)
    {
        try
        {
            return Run(options);
        }
        catch (Exception exception) when (IsForTheUser(exception))
        {
            Console.Error.WriteLine(exception.Message);
            return Failed;
        }
    }

    private static int Run(ClassifyOptions options)
    {
        ZooNetwork network = ZooCatalog.Find(options.Network);
        Preprocessing preprocessing = options.Adjust(network.Preprocessing, network.Info.Input.Channels);
        ClassNames classes = options.Classes is null ? ClassNames.None : ClassNames.Read(options.Classes);
        ImageSet images = ImageSet.Open(options.Images, network.Info.Input, preprocessing);
        int[]? labels = options.Labels is null ? null : LabelFile.Read(options.Labels, images.Names, network.Info.Output.ElementCount);

        using IClassifier classifier = network.Load(options.Weights);
        if (images.Others.Count > 0) Console.Error.WriteLine(Report.Skipped(images.Others));
        var accuracy = new Accuracy();
        int unread = 0;
        for (int i = 0; i < images.Names.Count; i++)
        {
            byte[] pixels;
            try
            {
                pixels = images.Read(i);
            }
            // One bad picture is no reason to leave the others out.
            catch (Exception exception) when (IsForTheUser(exception))
            {
                Console.Error.WriteLine(exception.Message);
                unread++;
                continue;
            }

            float[] scores = classifier.Classify(preprocessing.Apply(pixels));
            Answer[] top = Answer.Top(scores, Accuracy.Considered);
            if (labels is not null) accuracy.Add(top, labels[i]);
            Console.WriteLine(Report.Line(images.Names[i], top, labels?[i], classes));
        }

        if (accuracy.Count > 0) Console.WriteLine(Environment.NewLine + Report.Summary(accuracy));
        if (unread > 0 && images.Names.Count > 1) Console.Error.WriteLine(Report.Unread(unread, images.Names.Count));
        return unread == 0 ? 0 : Failed;
    }

    private static bool IsForTheUser(Exception exception) =>
        exception is UserException or IOException or WeightFileException or UnauthorizedAccessException;
}
