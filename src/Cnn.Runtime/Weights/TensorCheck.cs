namespace Cnn;

/// <summary>Holds the tensors of a file against those of a network, and says in what they differ and what to do.</summary>
internal static class TensorCheck
{
    /// <summary>How PyTorch ends the name of the count of batches that a batch norm has seen; nothing here needs it.</summary>
    private const string BatchCount = ".num_batches_tracked";

    /// <param name="path">The file.</param>
    /// <param name="found">Its tensors.</param>
    /// <param name="parameters">The network's.</param>
    /// <param name="predicts">Whether auxiliary classifiers may be missing.</param>
    /// <exception cref="WeightFileException">They differ.</exception>
    public static void Require(
        string path, Dictionary<string, SafetensorsEntry> found, IReadOnlyList<ParameterView> parameters, bool predicts)
    {
        TensorFaults faults = Compare(found, parameters, predicts, prefix: null);
        if (faults.Count == 0)
            return;
        if (faults.Missing > 0)
        {
            string[] wanted = [.. parameters.Where(parameter => !parameter.Info.IsAuxiliary).Select(parameter => parameter.Name)];
            if (NamePrefix.Of(found, wanted) is NamePrefix prefix)
                throw new WeightFileException(path, Explain(prefix, Compare(found, parameters, predicts, prefix)));
        }
        throw new WeightFileException(path, Explain(faults));
    }

    private static TensorFaults Compare(
        Dictionary<string, SafetensorsEntry> found, IReadOnlyList<ParameterView> parameters, bool predicts, NamePrefix? prefix)
    {
        TensorFaults faults = new();
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (ParameterView parameter in parameters)
        {
            string? name = prefix is null ? parameter.Name : prefix.InFile(parameter.Name);
            if (name is null || !found.TryGetValue(name, out SafetensorsEntry? entry))
            {
                if (!parameter.Info.IsAuxiliary || !predicts)
                    faults.AddMissing(parameter);
                continue;
            }
            known.Add(name);
            bool isSameShape = IsSame(entry.Shape, parameter.Shape);
            if (!isSameShape || entry.Type != ElementType.Float)
                faults.AddDifferent(parameter, entry, isOtherType: isSameShape);
        }
        foreach (SafetensorsEntry entry in found.Values)
        {
            if (!known.Contains(entry.Name) && !IsBatchCount(entry, known))
                faults.AddExtra(entry);
        }
        return faults;
    }

    private static string Explain(NamePrefix prefix, TensorFaults others)
    {
        // What says how names change in Python reads known types only.
        if (others.FirstOfUnknownType is SafetensorsEntry unknown)
            return $"{OfUnknownType(unknown, others)} Besides, the tensors are not named as the network's: {prefix.Clause}.";
        string lead = $"its tensors are not named as the network's: {prefix.Clause}.";
        return others.Count == 0 ? $"{lead} {prefix.Remedy}" : $"{lead} Besides, {others} {prefix.Remedy}";
    }

    private static string Explain(TensorFaults faults)
    {
        if (faults.FirstOfUnknownType is SafetensorsEntry unknown && faults.OtherType == faults.Count)
            return OfUnknownType(unknown, faults);
        if (faults.FirstOfOtherType is SafetensorsEntry first && faults.OtherType == faults.Count)
        {
            return $"its tensors are the network's, but tensor '{Excerpt.Of(first.Name)}' holds {first.Type}; "
                + $"this version reads {ElementType.Float} only. {faults} {Conversion.ToFloat}";
        }
        if (faults.Extra == faults.Count)
        {
            return $"it holds all of the network's tensors, and others beside them. {faults} "
                + "Save it without these, or load it with the network that has them.";
        }
        string remedy = faults.MissingAuxiliary > 0 && faults.Missing == 0
            ? "The auxiliary classifiers are missing, without which the network cannot be trained on: "
                + "predict with LoadModel, or load weights that were saved with them."
            : "Load it with the network that saved it.";
        return $"its tensors are not the network's. {faults} {remedy}";
    }

    private static string OfUnknownType(SafetensorsEntry first, TensorFaults faults) =>
        $"tensor '{Excerpt.Of(first.Name)}' holds {first.Type}; this version reads {ElementType.Float} only. {faults} "
        + $"Save the file with {ElementType.Float} by the program that wrote it.";

    private static bool IsBatchCount(SafetensorsEntry entry, HashSet<string> known) =>
        entry.Name.EndsWith(BatchCount, StringComparison.Ordinal) && known.Contains(entry.Name[..^BatchCount.Length] + ".running_mean");

    private static bool IsSame(long[] found, IReadOnlyList<int> expected)
    {
        if (found.Length != expected.Count)
            return false;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] != expected[i])
                return false;
        }
        return true;
    }
}
