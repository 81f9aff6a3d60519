using System.Buffers.Binary;
using System.IO.Compression;
using Cnn;
using LeNetExample.Digits;

namespace LeNetExample.Tests;

/// <summary>A data folder as MNIST's, but small: four IDX files of drawn digits, the test set packed by gzip.</summary>
internal static class IdxFolder
{
    public const int TrainingCount = 300;
    public const int TestCount = 200;
    public const string TrainingImages = "train-images-idx3-ubyte";

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteSet(folder, "train", DrawnDigits.Draw(TrainingCount, 1, "training", 2), "");
        WriteSet(folder, "t10k", DrawnDigits.Draw(TestCount, 1, "test", 2), ".gz");
    }

    private static void WriteSet(string folder, string set, LabeledImages digits, string extension)
    {
        var pixels = new List<byte>();
        var labels = new List<byte>();
        for (int i = 0; i < digits.Count; i++)
        {
            pixels.AddRange(digits.GetPixels(i));
            labels.Add((byte)digits.Labels[i]);
        }

        WriteFile(Path.Combine(folder, $"{set}-images-idx3-ubyte{extension}"),
            [2051, digits.Count, digits.Shape.Height, digits.Shape.Width], pixels);
        WriteFile(Path.Combine(folder, $"{set}-labels-idx1-ubyte{extension}"), [2049, digits.Count], labels);
    }

    private static void WriteFile(string path, int[] header, List<byte> values)
    {
        byte[] bytes = new byte[header.Length * sizeof(int) + values.Count];
        for (int i = 0; i < header.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), header[i]);
        values.CopyTo(bytes, header.Length * sizeof(int));
        using FileStream file = File.Create(path);
        using Stream packed = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        packed.Write(bytes);
    }
}
