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
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Dictionary<string, SafetensorsEntry> found = SafetensorsHeader.Read(stream, path, metadata);
        if (metadata.ContainsKey(CheckpointNames.Format))
            CheckpointNames.RemoveState(found);
        long dataBegin = stream.Position;
        TensorCheck.Require(path, found, parameters, predicts);

        // From here on every size is the network's own.
        Fill(stream, path, dataBegin, found, [
            .. parameters.Where(parameter => !predicts || !parameter.Info.IsAuxiliary)
                .Select(parameter => StoredTensor.Of(parameter.Info, arena))]);
    }

    /// <summary>Fills tensors that the file is known to have.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="dataBegin">Where the bytes of its tensors begin.</param>
    /// <param name="found">Its tensors, with the shapes of those that are wanted.</param>
    /// <param name="wanted">What is filled.</param>
    /// <exception cref="WeightFileException">A value is not finite, or a variance is negative.</exception>
    public static void Fill(
        FileStream stream, string path, long dataBegin, Dictionary<string, SafetensorsEntry> found, IReadOnlyList<StoredTensor> wanted)
    {
        float[] buffer = new float[wanted.Select(tensor => tensor.Info.ElementCount).DefaultIfEmpty().Max()];
        foreach (StoredTensor tensor in wanted)
        {
            Span<float> values = buffer.AsSpan(0, tensor.Info.ElementCount);
            stream.Position = dataBegin + found[tensor.Name].Begin;
            stream.ReadExactly(MemoryMarshal.AsBytes(values));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<float, int>(values));
            ValueCheck.AreFinite(path, tensor, values, "load weights from before that training diverged");
            ValueCheck.AreVariances(path, tensor.Info, values);
            tensor.Write(values);
        }
    }
}
