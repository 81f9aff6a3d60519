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
    private const ulong LargestHeader = 100_000_000;

    private const string Advice = "copy or save it again";

    /// <summary>Reads and checks the header; afterwards the source stands at the first tensor's bytes.</summary>
    /// <param name="source">The file or stream.</param>
    /// <param name="metadata">Gets what the file says of its tensors.</param>
    /// <returns>The tensors by their names; they take a few times the header's length in memory, whatever it holds.</returns>
    /// <exception cref="WeightFileException">The file is another format's, or the header is damaged or does not fit the file.</exception>
    public static Dictionary<string, SafetensorsEntry> Read(SafetensorsSource source, Dictionary<string, string> metadata)
    {
        string path = source.Name;
        long? fileLength = source.Length;
        Span<byte> prefix = stackalloc byte[LengthBytes + 1];
        int read = source.ReadSome(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        bool begins = read > LengthBytes && prefix[LengthBytes] == '{' && headerLength <= LargestHeader;
        if (!begins && ForeignFormat.Recognize(source.Ends(prefix[..read]), path) is ForeignFormat format)
            throw new WeightFileException(path, $"expected a safetensors file, found {format.Name}; {format.Remedy}.");

        if (read < LengthBytes)
            throw Damaged(path, $"expected at least {LengthBytes} bytes for the header's length, found a file of {read}");
        ulong available = fileLength is { } bytes ? (ulong)(bytes - LengthBytes) : ulong.MaxValue;
        if (headerLength > available || headerLength > LargestHeader)
        {
            ulong most = Math.Min(available, LargestHeader);
            string truncated = begins ? ", as in a truncated file" : "";
            throw Damaged(path, $"expected a header of at most {most} bytes, found a length of {headerLength}{truncated}");
        }

        byte[] header = source.ReadHeader(prefix[LengthBytes..read], (int)headerLength);
        if (header.Length < (int)headerLength)
            throw Damaged(path, $"expected a header of {headerLength} bytes, found {header.Length}, as in a truncated file");
        Dictionary<string, SafetensorsEntry> entries = Parse(header, path, metadata);
        long dataBytes = fileLength is { } whole
            ? whole - LengthBytes - (long)headerLength
            : entries.Values.Select(entry => entry.End).DefaultIfEmpty().Max();
        CheckPlaces(entries, dataBytes, path);
        source.BeginData(dataBytes);
        return entries;
    }

    private static Dictionary<string, SafetensorsEntry> Parse(byte[] header, string path, Dictionary<string, string> metadata)
    {
        try
        {
            return SafetensorsJson.Parse(header, metadata);
        }
        catch (SafetensorsJson.FaultException fault)
        {
            throw Damaged(path, $"{fault.Message}");
        }
        catch (JsonException exception)
        {
            throw Damaged(path, $"its header is not valid JSON ({Excerpt.Of(exception.Message.TrimEnd('.'))})", exception);
        }
        catch (InvalidOperationException exception)
        {
            // What System.Text.Json throws for a string that is not valid UTF-8 or UTF-16.
            throw Damaged(
                path, $"its header holds text that is not valid Unicode ({Excerpt.Of(exception.Message.TrimEnd('.'))})", exception);
        }
    }

    /// <summary>
    /// The tensors must cover the file's data exactly: no hole, no overlap, nothing left over; and each has the bytes that its shape needs.
    /// </summary>
    private static void CheckPlaces(Dictionary<string, SafetensorsEntry> entries, long dataLength, string path)
    {
        SafetensorsEntry[] sorted = [.. entries.Values];
        Array.Sort(sorted, (one, other) => (one.Begin, one.End).CompareTo((other.Begin, other.End)));
        long covered = 0;
        foreach (SafetensorsEntry entry in sorted)
        {
            if (Fault(entry, covered, dataLength) is FormattableString fault)
                throw Damaged(path, $"expected tensor '{Excerpt.Of(entry.Name)}'{FormattableString.Invariant(fault)}");
            covered = entry.End;
        }
        if (covered != dataLength)
            throw Damaged(path, $"expected {covered} bytes of data, as its header says, found {dataLength}");
    }

    private static FormattableString? Fault(SafetensorsEntry entry, long covered, long dataLength)
    {
        if (entry.Begin != covered)
            return $" to begin where the one before it ends, at byte {covered} of the data, found {entry.Begin}";
        if (entry.End > dataLength)
            return $" to end within the file's {dataLength} bytes of data, found its end at {entry.End}, as in a truncated file";
        if (!entry.IsConsistent)
            return $", {entry.Found}, to have {entry.Needed}, found {entry.ByteCount}";
        return null;
    }

    private static WeightFileException Damaged(string path, FormattableString what, Exception? inner = null) =>
        new(path, $"not a valid safetensors file: {FormattableString.Invariant(what)}; {Advice}.", inner);
}
