namespace Cnn.Dsl;

/// <summary>Reads how a layer's first weights are drawn.</summary>
internal static class WeightInitReader
{
    /// <summary>What the layer says, or else what the network says.</summary>
    public static WeightInit Read(LayerReader reader)
    {
        var kind = reader.Find("init")?.Value is WordValue word ? Of(word) : reader.NetworkInit;
        if (kind != Init.Constant)
        {
            if (reader.Has("initValue"))
                reader.Report(
                    "initValue", IssueCatalog.MissingArgument, reader.Keyword, reader.IsText ? "init constant" : "Init = Init.Constant");
            return new(kind);
        }
        if (!reader.Has("initValue"))
            reader.Report(
                "init", IssueCatalog.MissingArgument, reader.Keyword,
                "the constant: " + (reader.IsText ? "init_value 0.1" : "InitValue = 0.1"));
        double value = reader.Number("initValue", 0);
        // As the float that it becomes.
        bool isFinite = !double.IsNaN(value) && !float.IsInfinity((float)value);
        if (!isFinite || SmallNumbers.Vanishes(value))
            reader.Report(
                "initValue", IssueCatalog.OutOfRange, reader.Shown("initValue"), Invariant.Number(value),
                isFinite ? SmallNumbers.Range : "finite as a 32-bit float");
        return new(kind, value);
    }

    /// <summary>The member of the enumeration; the parser and C#'s compiler know the words already.</summary>
    public static Init Of(WordValue word) =>
        ((Init[])Enum.GetValues(typeof(Init))).First(init => init.ToString().ToLowerInvariant() == word.Value);
}
