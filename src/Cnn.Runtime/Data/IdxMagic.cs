using System.Buffers.Binary;
using System.Text;

namespace Cnn;

/// <summary>
/// The first four bytes of a file that should be IDX: two zeros, the type of its values, the number of its dimensions. Says what another
/// file is, for messages.
/// </summary>
internal readonly record struct IdxMagic(uint Value)
{
    private const byte Bytes = 0x08;
    private const int LongestQuote = KnownBeginning.Bytes;

    /// <summary>How many bytes tell what another file is: one more than are quoted, so that a quotation knows whether it is cut.</summary>
    public const int FirstBytes = LongestQuote + 1;

    /// <summary>Images: bytes, [count, rows, columns].</summary>
    public static IdxMagic Images => new(BinaryPrimitives.ReadUInt32BigEndian(KnownBeginning.IdxImages));

    /// <summary>Labels: bytes, [count].</summary>
    public static IdxMagic Labels => new(BinaryPrimitives.ReadUInt32BigEndian(KnownBeginning.IdxLabels));

    private byte Type => (byte)(Value >> 8);

    private int Dimensions => (byte)Value;

    // What the format calls the type of a byte; null where it knows none.
    private string? TypeName => Value > ushort.MaxValue || Dimensions == 0 ? null : Type switch
    {
        Bytes => "bytes",
        0x09 => "signed bytes",
        0x0B => "16-bit integers",
        0x0C => "32-bit integers",
        0x0D => "32-bit floats",
        0x0E => "64-bit floats",
        _ => null,
    };

    /// <summary>
    /// What a file with this beginning is, and what to do where <paramref name="expected"/> was to begin it: two clauses of a sentence.
    /// </summary>
    /// <param name="expected"><see cref="Images"/> or <see cref="Labels"/>.</param>
    /// <param name="what">What these are called.</param>
    /// <param name="first">The file's first bytes, <see cref="FirstBytes"/> or more, or all.</param>
    public string Explain(IdxMagic expected, string what, ReadOnlySpan<byte> first)
    {
        if (TypeName is not string type)
            return ExplainOther(expected, what, first);
        string found = FormattableString.Invariant(
            $"an IDX file of {type} in {Dimensions} {(Dimensions == 1 ? "dimension" : "dimensions")}");
        if (this == Images || this == Labels)
            return $"{found}, which {(this == Images ? "images" : "labels")} are; name the file of {what}";
        if (expected == Labels)
        {
            return Dimensions == 1
                ? $"{found}; labels are read as bytes: write each as one byte"
                : $"{found}; labels are bytes in 1 dimension, the class of each image: write that alone, as one byte an image";
        }
        if (Type == Bytes && Dimensions == 4)
        {
            return $"{found}, as images in colour are; here images are grey, [count, rows, columns]: "
                + $"make {nameof(LabeledImages)} of the pixels yourself, with their channels in its shape";
        }
        return Dimensions == 3
            ? $"{found}; pixels are read as bytes: write each as one byte, 0 to 255"
            : $"{found}; images are bytes in 3 dimensions, [count, rows, columns]: write them so, or name the file of images";
    }

    private string ExplainOther(IdxMagic expected, string what, ReadOnlySpan<byte> first)
    {
        if (first.StartsWith(KnownBeginning.Gzip))
            return "the beginning of gzip data inside of gzip data; unpack the file once";
        if (KnownBeginning.Packed(first) is { } packed)
            return $"the beginning of {packed}; unpack it and name the file in it";
        if (KnownBeginning.Picture(first) is { } picture)
        {
            return $"the beginning of {picture}; name the file of {what}"
                + (expected == Images ? $", or decode the pictures yourself and make {nameof(LabeledImages)} of their pixels" : "");
        }
        if (KnownBeginning.Other(first) is { } other)
            return $"the beginning of {other}; name the file of {what}";
        if (first[0] == '<')
            return "the beginning of a web page; fetch the file itself";
        if (new IdxMagic(BinaryPrimitives.ReverseEndianness(Value)).TypeName is not null)
            return "an IDX file whose numbers have their low byte first; write them with the high byte first";
        return IsText(first)
            ? $"the beginning of a text, '{Quote(first)}'; name the file of {what}"
            : $"which begins no IDX file; name the file of {what}";
    }

    private static bool IsText(ReadOnlySpan<byte> first)
    {
        foreach (byte value in first)
        {
            if (value is not ((>= (byte)' ' and <= (byte)'~') or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }
        return true;
    }

    private static string Quote(ReadOnlySpan<byte> text) =>
        VisibleText.Of(Encoding.ASCII.GetString(text[..Math.Min(text.Length, LongestQuote)])) + (text.Length > LongestQuote ? "…" : "");
}
