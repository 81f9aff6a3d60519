namespace Zoo.Classification;

/// <summary>
/// Which class images are of: a text file of tab-separated columns whose first line names them. <c>class_index</c> is the class; where
/// there is a
/// column <c>file</c> and the images are files, lines belong to the images of that name, and otherwise to the images in their order.
/// </summary>
internal static class LabelFile
{
    private const string ClassColumn = "class_index";
    private const string FileColumn = "file";

    /// <summary>The class of each image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">The names of the images.</param>
    /// <param name="classes">How many classes the network knows.</param>
    /// <exception cref="UserException">
    /// The file is missing or has another form, an image has no line, or there is no such class.
    /// </exception>
    public static int[] Read(string path, IReadOnlyList<string> images, int classes)
    {
        (int Number, string[] Columns)[] lines = [.. TabbedFile.Read(path)];
        string[] header = lines.Length > 0 ? lines[0].Columns : [];
        int classColumn = Array.IndexOf(header, ClassColumn), fileColumn = Array.IndexOf(header, FileColumn);
        if (classColumn < 0)
            throw new UserException(
                $"{path}: the first line names the columns, separated by tabs, and '{ClassColumn}' must be one of them.");

        var labels = new int[lines.Length - 1];
        var byFile = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < labels.Length; i++)
        {
            var (number, columns) = lines[i + 1];
            if (columns.Length <= Math.Max(classColumn, fileColumn) || !TabbedFile.TryParse(columns[classColumn], out labels[i])
                || labels[i] >= classes)
                throw new UserException(
                    $"{path}, line {number}: expected {header.Length} columns, with a class from 0 to {classes - 1} as {ClassColumn}.");
            if (fileColumn >= 0) byFile[columns[fileColumn]] = labels[i];
        }

        if (images.Any(byFile.ContainsKey))
        {
            return [.. images.Select(image => byFile.TryGetValue(image, out int label)
                ? label
                : throw new UserException($"{path} has no line for {image}."))];
        }

        return labels.Length == images.Count
            ? labels
            : throw new UserException($"{path} has {labels.Length} lines of labels, but there are {images.Count} images.");
    }
}
