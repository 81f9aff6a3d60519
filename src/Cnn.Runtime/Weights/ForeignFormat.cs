using System.Buffers.Binary;

namespace Cnn;

/// <summary>What a file is that is no safetensors file, and how to make one of it.</summary>
/// <param name="Name">What it is: the object of "found".</param>
/// <param name="Remedy">What to do: a clause of its own.</param>
internal sealed record ForeignFormat(string Name, string Remedy)
{
    private const string Unpack = "unpack it, and name the file in it";

    private const string NameIt = "name the file of weights";

    // Byte for byte what files begin with; the longer of two that begin alike comes first.
    private static readonly (byte[] Beginning, ForeignFormat Format)[] s_beginnings =
    [
        // The number by which PyTorch before 1.6 marked its files, as a pickle has it.
        ([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E],
            new("a PyTorch file of the form before 1.6", Conversion.OfPyTorch)),
        ([0x80, 0x02], new("a Python pickle", Conversion.OfPyTorch)),
        ([0x80, 0x03], new("a Python pickle", Conversion.OfPyTorch)),
        ([0x80, 0x04], new("a Python pickle", Conversion.OfPyTorch)),
        ([0x80, 0x05], new("a Python pickle", Conversion.OfPyTorch)),
        ([.. KnownBeginning.NumPy], new(KnownBeginning.NumPyName + ", one tensor without a name", Conversion.OfArray)),
        ([.. KnownBeginning.Hdf5], new(KnownBeginning.Hdf5Name + ", as Keras writes (.h5)", Conversion.OfKeras)),
        ([.. "GGUF"u8], new("a GGUF file, the format of llama.cpp", Conversion.OfOriginal)),
        ([0x08, 0x01, 0x12], new("a TensorFlow SavedModel (saved_model.pb)", Conversion.OfTensorFlow)),
        ([.. "model_checkpoint_path:"u8], new("the list of a folder's TensorFlow checkpoints", Conversion.OfTensorFlow)),
        ([.. KnownBeginning.IdxImages], new("an IDX file of images", NameIt)),
        ([.. KnownBeginning.IdxLabels], new("an IDX file of labels", NameIt)),
    ];

    /// <summary>What a file is; null where nothing tells.</summary>
    /// <param name="ends">Its first and last bytes.</param>
    /// <param name="path">Its name, by which the shards of TensorFlow's checkpoints are known.</param>
    public static ForeignFormat? Recognize(FileEnds ends, string path)
    {
        ReadOnlySpan<byte> first = ends.First;
        if (first.IsEmpty)
            return new("an empty file", "copy, download or save it again");
        foreach ((byte[] beginning, ForeignFormat format) in s_beginnings)
        {
            if (first.StartsWith(beginning))
                return format;
        }
        if (first.StartsWith(KnownBeginning.Zip))
            return OfZip(first);
        if (KnownBeginning.Packed(first) is { } packed)
            return new(packed, Unpack);
        if ((KnownBeginning.Picture(first) ?? KnownBeginning.Other(first)) is { } known)
            return new(known, NameIt);
        if (IsOnnx(first))
            return new("an ONNX model", Conversion.OfOnnx);
        if (first.Length >= 8 && first[4..8].SequenceEqual("TFL3"u8))
            return new("a TensorFlow Lite model", Conversion.OfOriginal);
        if (first.Length >= 262 && first[257..262].SequenceEqual("ustar"u8))
            return new("a tar archive", Unpack);
        if (IsCheckpointIndex(ends.Last) || Path.GetFileName(path).Contains(".data-0", StringComparison.Ordinal))
            return new("a part of a TensorFlow checkpoint", Conversion.OfTensorFlow);
        if (first.Length > SafetensorsHeader.LengthBytes && !first.ContainsAnyExcept((byte)0))
            return new("nothing but zeros where a header should be, as an interrupted copy leaves", "copy or save it again");
        return ForeignText.Recognize(first);
    }

    // A local file header has the length of the first file's name at 26 and the name at 30.
    private static ForeignFormat OfZip(ReadOnlySpan<byte> first)
    {
        ReadOnlySpan<byte> name = first.Length < 30 ? default : first[30..];
        if (first.Length >= 30 && BinaryPrimitives.ReadUInt16LittleEndian(first[26..]) is ushort length && length < name.Length)
            name = name[..length];
        if (name.EndsWith(".npy"u8))
            return new("an archive of NumPy arrays (.npz)", Conversion.OfArrays);
        if (name.IndexOf((byte)'/') is > 0 and int folder && IsPyTorch(name[(folder + 1)..]))
            return new("a PyTorch file (.pt, .pth)", Conversion.OfPyTorch);
        return name.SequenceEqual("metadata.json"u8) || name.SequenceEqual("config.json"u8) || name.SequenceEqual("model.weights.h5"u8)
            ? new("a Keras model (.keras)", Conversion.OfKeras)
            : new(KnownBeginning.ZipName, Unpack);
    }

    // The names that PyTorch's archives may begin with, in a folder.
    private static bool IsPyTorch(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("data.pkl"u8) || name.SequenceEqual("version"u8) || name.SequenceEqual("byteorder"u8)
            || name.StartsWith(".format_version"u8);

    // A protobuf of field 1, the version of the intermediate representation, then of one of the next fields, as text or as a message.
    private static bool IsOnnx(ReadOnlySpan<byte> first) =>
        first.Length >= 3 && first[0] == 0x08 && first[1] is >= 0x02 and < 0x20 && first[2] is 0x12 or 0x1A or 0x22 or 0x32 or 0x3A or 0x42;

    // The number at the end of a table of LevelDB.
    private static bool IsCheckpointIndex(ReadOnlySpan<byte> last) =>
        last.Length == 8 && BinaryPrimitives.ReadUInt64LittleEndian(last) == 0xDB4775248B80FB57;
}
