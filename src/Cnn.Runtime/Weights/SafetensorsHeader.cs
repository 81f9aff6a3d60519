using System.Buffers.Binary;
using System.Text.Json;

namespace Cnn;

/// <summary>
/// The index at the head of a safetensors file: eight bytes of length, little endian, then JSON that gives each tensor's type,
/// shape and place among the bytes that follow.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>The bytes that hold the header's length.</summary>
    public const int LengthBytes = 8;

    /// <summary>The format's own limit on a header.</summary>
    private const long LargestHeader = 100_000_000;

    private const string Advice = "copy or save it again";

    /// <summary>Reads and checks the header; afterwards the stream stands at the first tensor's bytes.</summary>
    /// <exception cref="WeightFileException">The header is damaged, or does not fit the file.</exception>
    public static List<SafetensorsEntry> Read(Stream stream, string path)
    {
        long fileLength = stream.Length;
        if (fileLength < LengthBytes)
            throw Damaged(path, $"expected at least {LengthBytes} bytes for the header's length, found a file of {fileLength}");

        Span<byte> prefix = stackalloc byte[LengthBytes];
        stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong available = (ulong)(fileLength - LengthBytes);
        if (headerLength > available || headerLength > LargestHeader)
        {
            throw Damaged(path, $"expected a header of at most {Math.Min(available, (ulong)LargestHeader)} bytes, found a length of {headerLength}");
        }

        byte[] header = new byte[(int)headerLength];
        stream.ReadExactly(header);
        List<SafetensorsEntry> entries = Parse(header, path);
        CheckPlaces(entries, fileLength - LengthBytes - (long)headerLength, path);
        return entries;
    }

    private static List<SafetensorsEntry> Parse(byte[] header, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Damaged(path, $"expected a JSON object as the header, found {document.RootElement.ValueKind}");
            List<SafetensorsEntry> entries = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "__metadata__")
                    entries.Add(ParseEntry(property, path));
            }
            return entries;
        }
        catch (JsonException exception)
        {
            throw new WeightFileException(path, $"not a safetensors file: its header is not valid JSON ({Excerpt.Of(exception.Message)}); {Advice}.", exception);
        }
        catch (InvalidOperationException exception)
        {
            // What System.Text.Json throws for a string that is not valid UTF-8 or UTF-16.
            throw new WeightFileException(path, $"not a safetensors file: its header holds invalid text ({Excerpt.Of(exception.Message)}); {Advice}.", exception);
        }
    }

    private static SafetensorsEntry ParseEntry(JsonProperty property, string path)
    {
        string name = property.Name;
        JsonElement value = property.Value;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement shape)
            || !value.TryGetProperty("data_offsets", out JsonElement offsets)
            || !TryReadNumbers(shape, out long[] sizes)
            || !TryReadNumbers(offsets, out long[] range) || range.Length != 2 || range[0] > range[1])
        {
            throw Damaged(path, $"expected tensor '{Excerpt.Of(name)}' to have dtype, shape and data_offsets [begin, end] of whole numbers, found {Excerpt.Of(value.GetRawText())}");
        }
        return new SafetensorsEntry(name, type.GetString()!, sizes, range[0], range[1]);
    }

    private static bool TryReadNumbers(JsonElement array, out long[] numbers)
    {
        numbers = [];
        if (array.ValueKind != JsonValueKind.Array)
            return false;
        List<long> read = [];
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long number) || number < 0)
                return false;
            read.Add(number);
        }
        numbers = [.. read];
        return true;
    }

    /// <summary>The tensors must cover the file's data exactly: no hole, no overlap, nothing left over.</summary>
    private static void CheckPlaces(List<SafetensorsEntry> entries, long dataLength, string path)
    {
        long covered = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
                throw Damaged(path, $"expected tensor '{Excerpt.Of(entry.Name)}' to begin where the one before it ends, at byte {covered} of the data, found {entry.Begin}");
            if (entry.End > dataLength)
                throw Damaged(path, $"expected tensor '{Excerpt.Of(entry.Name)}' to end within the file's {dataLength} bytes of data, found its end at {entry.End}, as in a truncated file");
            covered = entry.End;
        }
        if (covered != dataLength)
            throw Damaged(path, $"expected {covered} bytes of data, as its header says, found {dataLength}");
    }

    private static WeightFileException Damaged(string path, FormattableString what) =>
        new(path, $"not a valid safetensors file: {FormattableString.Invariant(what)}; {Advice}.");
}
