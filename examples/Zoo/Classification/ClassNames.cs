namespace Zoo.Classification;

/// <summary>What classes are called.</summary>
internal sealed class ClassNames
{
    private readonly Dictionary<int, string> _names;

    private ClassNames(Dictionary<int, string> names) => _names = names;

    /// <summary>None has a name.</summary>
    public static ClassNames None { get; } = new([]);

    /// <summary>A class's name, or its number where it has none.</summary>
    public string this[int index] => _names.GetValueOrDefault(index) ?? $"class {index}";

    /// <summary>
    /// Reads a file with a line a class, in tab-separated columns of which the first is the class's number and the last its name.
    /// </summary>
    /// <exception cref="UserException">The file is missing, or a line is different.</exception>
    public static ClassNames Read(string path)
    {
        var names = new Dictionary<int, string>();
        foreach (var (number, columns) in TabbedFile.Read(path))
        {
            if (columns.Length < 2 || !TabbedFile.TryParse(columns[0], out int index) || !names.TryAdd(index, columns[^1]))
                throw new UserException(
                    $"{path}, line {number}: expected a class's number, not given before, and its name, separated by a tab.");
        }

        return new ClassNames(names);
    }
}
