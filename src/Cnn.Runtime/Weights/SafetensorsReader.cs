using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Reads weights: F32 tensors in PyTorch's layout, exactly those of the network; only a batch norm's <c>num_batches_tracked</c> may stand
/// beside them.
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
        Dictionary<string, SafetensorsEntry> found = SafetensorsHeader.Read(stream, path);
        long dataBegin = stream.Position;
        TensorCheck.Require(path, found, parameters, predicts);

        // From here on every size is the network's own.
        ParameterView[] wanted = [.. parameters.Where(parameter => !predicts || !parameter.Info.IsAuxiliary)];
        float[] buffer = new float[wanted.Select(parameter => parameter.ElementCount).DefaultIfEmpty().Max()];
        foreach (ParameterView parameter in wanted)
        {
            Span<float> values = buffer.AsSpan(0, parameter.ElementCount);
            stream.Position = dataBegin + found[parameter.Name].Begin;
            stream.ReadExactly(MemoryMarshal.AsBytes(values));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<float, int>(values));
            ValueCheck.AreFinite(path, parameter, values, "load weights from before that training diverged");
            ValueCheck.AreVariances(path, parameter.Info, values);
            parameter.Pack(values, arena);
        }
    }
}
