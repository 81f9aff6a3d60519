using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Cnn.Runtime.Tests;

/// <summary>Weight files made by hand.</summary>
internal static class WeightFiles
{
    /// <summary>A header and as many bytes of zeros as follow it, at a path.</summary>
    public static string Write(string path, string header, int dataBytes) =>
        Write(path, Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    /// <summary>A header and what follows it, at a path.</summary>
    public static string Write(string path, byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        File.WriteAllBytes(path, [.. length, .. header, .. data]);
        return path;
    }

    /// <summary>A file of tensors one after the other, all bytes of which are zero.</summary>
    public static string Write(string path, params (string Name, string Type, int[] Shape, int Bytes)[] tensors)
    {
        List<string> entries = [];
        int begin = 0;
        foreach ((string name, string type, int[] shape, int bytes) in tensors)
        {
            string quoted = JsonSerializer.Serialize(name), sizes = string.Join(',', shape);
            entries.Add(FormattableString.Invariant(
                $$"""{{quoted}}:{"dtype":"{{type}}","shape":[{{sizes}}],"data_offsets":[{{begin}},{{begin + bytes}}]}"""));
            begin += bytes;
        }
        return Write(path, "{" + string.Join(',', entries) + "}", begin);
    }

    /// <summary>What loading a file as <see cref="TinySoftmax"/> says.</summary>
    public static string Refusal(string path)
    {
        WeightFileException exception = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path));
        Assert.StartsWith(path + ": ", exception.Message);
        Assert.Equal(path, exception.Path);
        return exception.Message;
    }
}
