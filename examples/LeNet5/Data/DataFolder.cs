namespace LeNetExample.Data;

/// <summary>The four IDX files of MNIST, or of a set with its names such as Fashion-MNIST, in one folder.</summary>
/// <param name="TrainingImages">60,000 images in MNIST.</param>
/// <param name="TrainingLabels">Their labels.</param>
/// <param name="TestImages">10,000 images in MNIST.</param>
/// <param name="TestLabels">Their labels.</param>
internal sealed record DataFolder(string TrainingImages, string TrainingLabels, string TestImages, string TestLabels)
{
    /// <summary>Finds the files, packed (<c>.gz</c>) or not.</summary>
    /// <exception cref="UserException">The folder or one of the files is missing.</exception>
    public static DataFolder Find(string folder)
    {
        if (File.Exists(folder))
            throw new UserException($"'{folder}' is a file; --data takes the folder that holds the four IDX files.");
        if (!Directory.Exists(folder))
            throw new UserException($"The data folder '{folder}' does not exist.");
        return new DataFolder(
            FindFile(folder, "train-images", "idx3"),
            FindFile(folder, "train-labels", "idx1"),
            FindFile(folder, "t10k-images", "idx3"),
            FindFile(folder, "t10k-labels", "idx1"));
    }

    private static string FindFile(string folder, string name, string kind)
    {
        // Some copies of MNIST have a dot where the original has a dash.
        string[] names = [$"{name}-{kind}-ubyte", $"{name}-{kind}-ubyte.gz", $"{name}.{kind}-ubyte", $"{name}.{kind}-ubyte.gz"];
        return names.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new UserException(
                $"The data folder '{folder}' holds neither {names[0]} nor {names[1]}; MNIST and Fashion-MNIST have four such files, "
                + "train-images, train-labels, t10k-images and t10k-labels.");
    }
}
