using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Reads weights: F32 tensors in PyTorch's layout, exactly those of the network; only a batch norm's <c>num_batches_tracked</c> may stand
/// beside them, and what a checkpoint holds of an optimizer.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>Fills <paramref name="arena"/>, which nobody else sees yet, from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">The network's tensors.</param>
    /// <param name="arena">Where they lie.</param>
    /// <param name="predicts">Whether auxiliary classifiers are left out: as they are, and whether or not the file has them.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, holds a value that is not finite or a negative variance, or is another network's.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Read(string path, IReadOnlyList<ParameterView> parameters, Arena arena, bool predicts = false)
    {
        using FileStream stream = InputFile.Open(path, "a weight file", bufferSize: 0, FileOptions.SequentialScan);
        Read(SafetensorsSource.OfFile(stream, path), parameters, arena, predicts);
    }

    /// <summary>Fills an arena from a file or a stream, which then stands behind the last tensor.</summary>
    /// <inheritdoc cref="Read(string, IReadOnlyList{ParameterView}, Arena, bool)"/>
    public static void Read(SafetensorsSource source, IReadOnlyList<ParameterView> parameters, Arena arena, bool predicts)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Dictionary<string, SafetensorsEntry> found = SafetensorsHeader.Read(source, metadata);
        string? expected = metadata.GetValueOrDefault(CheckpointNames.Sum);
        if (metadata.ContainsKey(CheckpointNames.Format))
            CheckpointNames.RemoveState(found);
        TensorCheck.Require(source.Name, found, parameters, predicts);

        // From here on every size is the network's own.
        StoredTensor[] wanted = [
            .. parameters.Where(parameter => !predicts || !parameter.Info.IsAuxiliary)
                .Select(parameter => StoredTensor.Of(parameter.Info, arena))];
        // A sum is of all weights, and of some nobody can tell.
        bool isSummed = expected is not null && wanted.Length == parameters.Count;
        uint sum = 0;
        Fill(source, found, wanted, isSummed ? bytes => sum = Crc32.Append(sum, bytes) : null);
        if (isSummed && CheckpointNames.Hexadecimal(sum) != expected)
            throw CheckpointNames.Altered(source.Name);
    }

    /// <summary>Fills tensors that the file is known to have, in the order in which it has them.</summary>
    /// <param name="source">The file or stream, behind its header.</param>
    /// <param name="found">Its tensors, with the shapes of those that are wanted.</param>
    /// <param name="wanted">What is filled.</param>
    /// <param name="seen">Is shown the bytes of each; null where nobody asks.</param>
    /// <exception cref="WeightFileException">A value is not finite, a variance is negative, or the end is missing.</exception>
    public static void Fill(
        SafetensorsSource source, Dictionary<string, SafetensorsEntry> found, IReadOnlyList<StoredTensor> wanted,
        Action<ReadOnlySpan<byte>>? seen = null)
    {
        float[] buffer = new float[wanted.Select(tensor => tensor.Info.ElementCount).DefaultIfEmpty().Max()];
        foreach (StoredTensor tensor in wanted.OrderBy(tensor => found[tensor.Name].Begin))
        {
            Span<float> values = buffer.AsSpan(0, tensor.Info.ElementCount);
            source.SkipTo(found[tensor.Name].Begin);
            source.ReadData(MemoryMarshal.AsBytes(values));
            seen?.Invoke(MemoryMarshal.AsBytes(values));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<float, int>(values));
            ValueCheck.AreFinite(source.Name, tensor, values, "load weights from before that training diverged");
            ValueCheck.AreVariances(source.Name, tensor.Info, values);
            tensor.Write(values);
        }
        source.SkipToEnd();
    }
}
