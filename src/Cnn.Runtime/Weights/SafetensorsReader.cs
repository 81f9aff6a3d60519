using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Reads weights: F32 tensors in PyTorch's layout, exactly those of the network; only a batch norm's <c>num_batches_tracked</c> may stand beside them.</summary>
internal static class SafetensorsReader
{
    /// <summary>How PyTorch ends the name of the count of batches that a batch norm has seen; nothing here needs it.</summary>
    private const string BatchCount = ".num_batches_tracked";

    /// <summary>Tensors named in one message; a file of another network may differ in all.</summary>
    private const int MostNamed = 12;

    /// <summary>Fills <paramref name="arena"/>, which nobody else sees yet, from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The network's tensors.</param>
    /// <param name="arena">Where they lie.</param>
    /// <param name="predicts">Whether auxiliary classifiers are left out: as they are, and whether or not the file has them.</param>
    /// <exception cref="WeightFileException">The file is damaged, holds a value that is not finite, or is another network's.</exception>
    public static void Read(string path, IReadOnlyList<ParameterView> parameters, Arena arena, bool predicts = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        List<SafetensorsEntry> entries = SafetensorsHeader.Read(stream, path);
        long dataBegin = stream.Position;
        Dictionary<string, SafetensorsEntry> byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        CheckTensors(path, entries, byName, parameters, predicts);

        // From here on every size is the network's own.
        ParameterView[] wanted = [.. parameters.Where(parameter => !predicts || !parameter.Info.IsAuxiliary)];
        float[] buffer = new float[wanted.Select(parameter => parameter.ElementCount).DefaultIfEmpty().Max()];
        foreach (ParameterView parameter in wanted)
        {
            Span<float> values = buffer.AsSpan(0, parameter.ElementCount);
            stream.Position = dataBegin + byName[parameter.Name].Begin;
            stream.ReadExactly(MemoryMarshal.AsBytes(values));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<float, int>(values));
            FiniteValues.Check(path, parameter, values, "load weights from before that training diverged");
            parameter.Pack(values, arena);
        }
    }

    private static void CheckTensors(
        string path, List<SafetensorsEntry> entries, Dictionary<string, SafetensorsEntry> byName, IReadOnlyList<ParameterView> parameters, bool predicts)
    {
        List<string> faults = [];
        bool missesAuxiliary = false, missesOther = false;
        foreach (ParameterView parameter in parameters)
        {
            string expected = $"F32 {Shapes.Format(parameter.Shape)}";
            if (!byName.TryGetValue(parameter.Name, out SafetensorsEntry? entry))
            {
                if (parameter.Info.IsAuxiliary && predicts)
                    continue;
                missesAuxiliary |= parameter.Info.IsAuxiliary;
                missesOther |= !parameter.Info.IsAuxiliary;
                faults.Add($"'{parameter.Name}': expected {expected}, found none");
            }
            else if (entry.Type != "F32" || !SameShape(entry.Shape, parameter.Shape))
                faults.Add($"'{parameter.Name}': expected {expected}, found {Found(entry)}");
            else if (entry.End - entry.Begin != (long)parameter.ElementCount * sizeof(float))
                faults.Add(FormattableString.Invariant($"'{parameter.Name}': expected {(long)parameter.ElementCount * sizeof(float)} bytes, found {entry.End - entry.Begin}"));
        }
        HashSet<string> known = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in entries)
        {
            if (!known.Contains(entry.Name) && !IsBatchCount(entry, known))
                faults.Add($"'{Excerpt.Of(entry.Name)}': expected none, found {Found(entry)}");
        }
        if (faults.Count == 0)
            return;

        string more = faults.Count > MostNamed ? FormattableString.Invariant($"; and {faults.Count - MostNamed} more") : "";
        string remedy = missesAuxiliary && !missesOther
            ? "The auxiliary classifiers are missing, without which the network cannot be trained on: predict with LoadModel, or load weights that were saved with them."
            : "Load it with the network that saved it.";
        throw new WeightFileException(path, $"its tensors are not the network's. {string.Join("; ", faults.Take(MostNamed))}{more}. {remedy}");
    }

    private static bool IsBatchCount(SafetensorsEntry entry, HashSet<string> known) =>
        entry.Name.EndsWith(BatchCount, StringComparison.Ordinal) && known.Contains(entry.Name[..^BatchCount.Length] + ".running_mean");

    private static string Found(SafetensorsEntry entry) => Excerpt.Of($"{entry.Type} {Shapes.Format(entry.Shape)}");

    private static bool SameShape(IReadOnlyList<long> found, IReadOnlyList<int> expected)
    {
        if (found.Count != expected.Count)
            return false;
        for (int i = 0; i < found.Count; i++)
        {
            if (found[i] != expected[i])
                return false;
        }
        return true;
    }
}
