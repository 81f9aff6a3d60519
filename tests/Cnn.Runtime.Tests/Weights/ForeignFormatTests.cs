using System.IO.Compression;
using System.Text;

namespace Cnn.Runtime.Tests;

/// <summary>Files of other formats: what they are, and how they become weights.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zip.pt", "a PyTorch file (.pt, .pth); convert it in Python: import torch; from safetensors.torch import save_file; ")]
    [InlineData("checkpoint.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("legacy.pth", "a PyTorch file of the form before 1.6; convert it in Python: import torch")]
    [InlineData("refuse_module.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("arrays.npz",
        "an archive of NumPy arrays (.npz); convert it in Python: import numpy; from safetensors.numpy import save_file; ")]
    [InlineData("arrays_compressed.npz", "an archive of NumPy arrays (.npz)")]
    [InlineData("keras.weights.h5",
        "an HDF5 file, as Keras writes (.h5); read it in Python with Keras or h5py, turn kernels from [rows, columns, channels, maps]")]
    public void AFileOfALibrary_IsCalledWhatItIs_ThoughCraftedByHand(string name, string expected) =>
        Assert.Contains($"expected a safetensors file, found {expected}", WeightFiles.Refusal(Write(name, Crafted(name))));

    [SkippableTheory]
    [InlineData("zip.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("checkpoint.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("half.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("mixed.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("prefixed.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("views.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("refuse_module.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("refuse_call_zip.pt", "a PyTorch file (.pt, .pth)")]
    [InlineData("legacy.pth", "a PyTorch file of the form before 1.6")]
    [InlineData("refuse_call_legacy.pth", "a PyTorch file of the form before 1.6")]
    [InlineData("arrays.npz", "an archive of NumPy arrays (.npz)")]
    [InlineData("arrays_compressed.npz", "an archive of NumPy arrays (.npz)")]
    [InlineData("keras.weights.h5", "an HDF5 file, as Keras writes (.h5)")]
    public void AFileOfALibrary_IsCalledWhatItIs(string name, string expected) =>
        Assert.Contains($"expected a safetensors file, found {expected}; ",
            WeightFiles.Refusal(TestData.Require("data", "weight-files", name)));

    [Theory]
    [InlineData(new byte[] { 0x80, 0x04, 0x95, 1, 2, 3, 4, 5, 6, 7 }, "a Python pickle")]
    [InlineData(new byte[] { 0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 0x76, 0 }, "a NumPy array (.npy), one tensor without a name")]
    [InlineData(new byte[] { 0x08, 0x07, 0x12, 0x07, 0x70, 0x79, 0x74, 0x6F, 0x72, 0x63, 0x68 },
        "an ONNX model; convert it in Python: import onnx")]
    [InlineData(new byte[] { 0x08, 0x0A, 0x3A, 0xB5, 0x01, 0x0A, 0x10, 0x0A, 0x00 }, "an ONNX model")]
    [InlineData(new byte[] { 0x08, 0x01, 0x12, 0xC0, 0x0F, 0x0A, 0x10, 0x0A, 0x00 }, "a TensorFlow SavedModel (saved_model.pb)")]
    [InlineData(new byte[] { 0x1C, 0, 0, 0, 0x54, 0x46, 0x4C, 0x33, 0x14, 0 }, "a TensorFlow Lite model")]
    [InlineData(new byte[] { 0x00, 0xFF, 0x80, 0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB }, "a part of a TensorFlow checkpoint")]
    [InlineData(new byte[] { 0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0, 1, 0 }, "a GGUF file, the format of llama.cpp")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1 }, "gzip data; unpack it, and name the file in it")]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 4, 0, 0x41, 0, 0 }, "Zstandard data")]
    [InlineData(new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4 }, "xz data")]
    [InlineData(new byte[] { 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59 }, "bzip2 data")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D }, "a PNG picture; name the file of weights")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0x49, 0x46 }, "a JPEG picture; name the file of weights")]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0 }, "a GIF picture")]
    [InlineData(new byte[] { 0x42, 0x4D, 0x36, 0, 1, 0, 0, 0, 0, 0, 0x36, 0, 0, 0 }, "a BMP picture")]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 9, 9, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56 }, "a WebP picture")]
    [InlineData(new byte[] { 0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0 }, "a TIFF picture")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31, 0x2E, 0x37, 0x0A }, "a PDF document; name the file of weights")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28 }, "an IDX file of images; name the file of weights")]
    [InlineData(new byte[0], "an empty file; copy, download or save it again")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "nothing but zeros where a header should be")]
    public void TheBeginning_TellsTheFormat(byte[] bytes, string expected) =>
        Assert.Contains($"expected a safetensors file, found {expected}", WeightFiles.Refusal(Write("file", bytes)));

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "a pointer of Git LFS, which stands for the file; fetch the file itself with 'git lfs pull'.")]
    [InlineData("<!DOCTYPE html>\n<html><head>", "a web page, as a failed download leaves; fetch the file itself.")]
    [InlineData("\uFEFF \n<html lang=\"en\">", "a web page")]
    [InlineData("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "XML, as the error message of a failed download is")]
    [InlineData("{\"error\": \"Repository not found\"}", "JSON text; name the file of weights.")]
    [InlineData("{\n  \"metadata\": {}, \"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}",
        "the index of a model in several files")]
    [InlineData("{\"a\": {\"b\": 1}}", "JSON text")]
    [InlineData("model_checkpoint_path: \"model.ckpt-1\"\n", "the list of a folder's TensorFlow checkpoints")]
    [InlineData("Entry not found", "text that begins 'Entry not found'; name the file of weights.")]
    [InlineData("größe\u202E und\nalles, was sonst noch in einer Datei stehen mag",
        "text that begins 'größe\\u202E und\\nalles, was sonst noch in eine…'")]
    public void Text_IsCalledWhatItIs(string text, string expected) =>
        Assert.Contains($"expected a safetensors file, found {expected}", WeightFiles.Refusal(Write("file", Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void TextThatIsCutInsideACharacter_IsStillText() =>
        Assert.Contains("text that begins 'aññ", WeightFiles.Refusal(Write("file", Encoding.UTF8.GetBytes("a" + new string('ñ', 400)))));

    [Theory]
    [InlineData("model.weights.h5", "a Keras model (.keras)")]
    [InlineData("metadata.json", "a Keras model (.keras)")]
    [InlineData("readme.txt", "a zip archive; unpack it, and name the file in it")]
    [InlineData("a/readme.txt", "a zip archive")]
    [InlineData("archive/data.pkl", "a PyTorch file (.pt, .pth)")]
    [InlineData("model/version", "a PyTorch file (.pt, .pth)")]
    [InlineData("conv1.weight.npy", "an archive of NumPy arrays (.npz)")]
    public void AZipArchive_IsToldByItsFirstFile(string entry, string expected) =>
        Assert.Contains($"found {expected}", WeightFiles.Refusal(Write("file", Zip(entry))));

    [Fact]
    public void ATarArchive_AndAShardOfTensorFlow_AreTold()
    {
        byte[] tar = new byte[1024];
        "weights"u8.CopyTo(tar);
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Assert.Contains("found a tar archive", WeightFiles.Refusal(Write("file", tar)));
        Assert.Contains("found a part of a TensorFlow checkpoint",
            WeightFiles.Refusal(Write("model.data-00000-of-00001", [1, 2, 3, 250, 5, 6, 7, 8, 9, 10])));
    }

    /// <summary>
    /// A file of any length that begins like another format is recognised or not, and never anything but a weight file's fault.
    /// </summary>
    [Fact]
    public void EveryLengthOfEveryBeginning_IsAFaultOfTheFile()
    {
        foreach (byte[] whole in (byte[][])[Crafted("zip.pt"), Crafted("legacy.pth"), Crafted("arrays.npz"),
            Encoding.UTF8.GetBytes("version https://git-lfs")])
        {
            for (int length = 0; length <= Math.Min(whole.Length, 80); length++)
                WeightFiles.Refusal(Write("cut", whole[..length]));
        }
    }

    [Fact]
    public void ATruncatedWeightFile_IsNotCalledAnother()
    {
        TinySoftmax.Create().Parameters.Save(_folder["whole"]);
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        Assert.Contains("as in a truncated file", WeightFiles.Refusal(Write("cut", whole[..40])));
        Assert.Contains("as in a truncated file", WeightFiles.Refusal(Write("cut", whole[..^1])));
    }

    // The first bytes of such files, as PyTorch 1.13, NumPy and h5py write them.
    private static byte[] Crafted(string name) => Path.GetExtension(name) switch
    {
        ".pt" => Zip(Path.GetFileNameWithoutExtension(name) + "/data.pkl"),
        ".npz" => Zip("features.0.weight.npy"),
        ".pth" =>
            [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E, 0x80, 0x02, 0x4D, 0xE9, 0x03, 0x2E],
        _ => [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0, 8, 8, 0],
    };

    private static byte[] Zip(string entry)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        using (Stream file = archive.CreateEntry(entry).Open())
            file.Write([1, 2, 3]);
        return stream.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }
}
