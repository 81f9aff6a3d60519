namespace Cnn;

/// <summary>In what a file's tensors are not the network's: counted by kinds, and the first dozen in words.</summary>
internal sealed class TensorFaults
{
    // A file of another network may differ in all.
    private const int MostNamed = 12;

    private readonly List<string> _named = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the network's tensors there are not, but for auxiliary classifiers'.</summary>
    public int Missing { get; private set; }

    /// <summary>How many tensors of auxiliary classifiers there are not.</summary>
    public int MissingAuxiliary { get; private set; }

    /// <summary>How many tensors are there and of the right shape, but of another type.</summary>
    public int OtherType { get; private set; }

    /// <summary>The first of these; null where there is none.</summary>
    public SafetensorsEntry? FirstOfOtherType { get; private set; }

    /// <summary>The first tensor of a type that is not known, whatever else is wrong with it; null where there is none.</summary>
    public SafetensorsEntry? FirstOfUnknownType { get; private set; }

    /// <summary>How many tensors the network does not have.</summary>
    public int Extra { get; private set; }

    public void AddMissing(ParameterView parameter)
    {
        if (parameter.Info.IsAuxiliary)
            MissingAuxiliary++;
        else
            Missing++;
        Add(() => $"'{VisibleText.Of(parameter.Name)}': expected {Expected(parameter)}, found none");
    }

    public void AddDifferent(ParameterView parameter, SafetensorsEntry found, bool isOtherType)
    {
        if (isOtherType)
        {
            OtherType++;
            FirstOfOtherType ??= found;
        }
        LookAtType(found);
        Add(() => $"'{VisibleText.Of(parameter.Name)}': expected {Expected(parameter)}, found {found.Found}");
    }

    public void AddExtra(SafetensorsEntry found)
    {
        Extra++;
        LookAtType(found);
        Add(() => $"'{Excerpt.Of(found.Name)}': expected none, found {found.Found}");
    }

    /// <summary>The faults: one sentence.</summary>
    public override string ToString()
    {
        string more = Count > _named.Count ? FormattableString.Invariant($"; and {Count - _named.Count:N0} more") : "";
        return $"{string.Join("; ", _named)}{more}.";
    }

    private static string Expected(ParameterView parameter) => $"{ElementType.Float.Name} {Shapes.Format(parameter.Shape)}";

    private void LookAtType(SafetensorsEntry found)
    {
        if (!found.Type.IsKnown)
            FirstOfUnknownType ??= found;
    }

    // The words of faults that nobody reads would take more memory than the file.
    private void Add(Func<string> fault)
    {
        Count++;
        if (_named.Count < MostNamed)
            _named.Add(fault());
    }
}
