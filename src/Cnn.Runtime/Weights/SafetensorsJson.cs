using System.Text;
using System.Text.Json;

namespace Cnn;

/// <summary>Reads the JSON of a safetensors header token by token: of a tensor's entry, what is not wanted is not kept.</summary>
internal static class SafetensorsJson
{
    private const string Metadata = "__metadata__";

    /// <summary>No tensor of PyTorch or NumPy has more.</summary>
    private const int MostSizes = 64;

    private const int LongestQuote = 400;

    /// <summary>Reads the whole header.</summary>
    /// <param name="header">Its bytes.</param>
    /// <param name="metadata">Gets what the file says of its tensors.</param>
    /// <returns>The tensors by their names.</returns>
    /// <exception cref="FaultException">It is JSON, but not a header.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not Unicode.</exception>
    public static Dictionary<string, SafetensorsEntry> Parse(ReadOnlySpan<byte> header, Dictionary<string, string> metadata)
    {
        Utf8JsonReader reader = new(header);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FaultException($"expected a JSON object as the header, found {Kind(reader.TokenType)}");

        Dictionary<string, SafetensorsEntry> entries = new(StringComparer.Ordinal);
        bool hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            bool isNew;
            if (name == Metadata)
            {
                ReadMetadata(ref reader, header, metadata);
                isNew = !hasMetadata;
                hasMetadata = true;
            }
            else
            {
                isNew = entries.TryAdd(name, ReadEntry(ref reader, name, header));
            }
            if (!isNew)
                throw new FaultException($"expected each name once, found '{Excerpt.Of(name)}' twice");
        }

        // Whatever follows the object is no JSON.
        reader.Read();
        return entries;
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ReadOnlySpan<byte> header, Dictionary<string, string> metadata)
    {
        Utf8JsonReader value = reader;
        bool isMap = reader.TokenType == JsonTokenType.StartObject;
        while (isMap && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            isMap = reader.TokenType == JsonTokenType.String && metadata.TryAdd(name, reader.GetString()!);
        }
        if (!isMap)
            throw new FaultException($"expected {Metadata} to be an object of texts, found {Quote(value, header)}");
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name, ReadOnlySpan<byte> header)
    {
        Utf8JsonReader value = reader;
        ElementType? type = null;
        long[]? shape = null, range = null;
        bool isGood = reader.TokenType == JsonTokenType.StartObject;
        while (isGood && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("dtype"u8))
            {
                reader.Read();
                isGood = type is null && reader.TokenType == JsonTokenType.String;
                if (isGood)
                    type = ElementType.Of(reader.GetString()!);
            }
            else if (reader.ValueTextEquals("shape"u8))
            {
                isGood = shape is null && TryReadNumbers(ref reader, out shape);
            }
            else if (reader.ValueTextEquals("data_offsets"u8))
            {
                isGood = range is null && TryReadNumbers(ref reader, out range);
            }
            else
            {
                reader.Skip();
            }
        }
        if (!isGood || type is null || shape is null || range is not [long begin, long end] || begin > end)
        {
            throw new FaultException(
                $"expected tensor '{Excerpt.Of(name)}' to have dtype, shape and data_offsets [begin, end] of whole numbers once each, "
                + FormattableString.Invariant($"at most {MostSizes} in a shape, found {Quote(value, header)}"));
        }
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private static bool TryReadNumbers(ref Utf8JsonReader reader, out long[]? numbers)
    {
        numbers = null;
        Span<long> read = stackalloc long[MostSizes];
        int count = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == MostSizes || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                return false;
            read[count++] = number;
        }
        numbers = read[..count].ToArray();
        return true;
    }

    // The beginning of a value as the file has it; bytes that are no text are seen as such.
    private static string Quote(Utf8JsonReader value, ReadOnlySpan<byte> header)
    {
        int begin = (int)value.TokenStartIndex;
        value.Skip();
        int end = (int)value.BytesConsumed;
        return Excerpt.Of(Encoding.UTF8.GetString(header[begin..Math.Min(end, begin + LongestQuote)]));
    }

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        _ => "a truth value or null",
    };

    /// <summary>What was expected and what was found: two clauses of a sentence.</summary>
    public sealed class FaultException(string message) : Exception(message);
}
