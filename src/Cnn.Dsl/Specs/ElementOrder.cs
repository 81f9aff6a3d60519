namespace Cnn.Dsl;

/// <summary>A stretch of channels that one flattened map became.</summary>
/// <param name="Pixels">Pixels of the map; 1 for channels that are no flattened map's elements.</param>
/// <param name="Channels">Channels of the map.</param>
public readonly record struct OrderSegment(int Pixels, int Channels)
{
    /// <summary>Channels of the stretch.</summary>
    public int Count => Pixels * Channels;

    /// <summary>Whether the map's elements are the same, one after the other, by pixel and by channel.</summary>
    public bool IsPlain => Pixels == 1 || Channels == 1;
}

/// <summary>
/// In which order a weight file has the channels of a tensor. Of a flattened map the network has them pixel by pixel, a file channel by
/// channel,
/// as PyTorch flattens.
/// </summary>
/// <param name="Segments">
/// The flattened maps, and the channels between them, one after the other; empty where a file has the channels as the network has them.
/// </param>
public readonly record struct ElementOrder(EquatableArray<OrderSegment> Segments)
{
    /// <summary>Segments of the longest order: a vector of more is nobody's network.</summary>
    public const int MostSegments = 256;

    /// <summary>The order of channels that no flattened map has a part in.</summary>
    public static ElementOrder Plain => default;

    /// <summary>Whether there are more segments than are told apart; it then ends early.</summary>
    public bool IsTooLong => Segments.Count > MostSegments;

    /// <summary>Whether a file has the channels as the network has them.</summary>
    public bool IsPlain => Segments.Count == 0;

    /// <summary>The order of a flattened map.</summary>
    public static ElementOrder OfFlattened(TensorShape map) => Of([new(map.Height * map.Width, map.Channels)]);

    /// <summary>The order of channels that are joined, one tensor's after the other's.</summary>
    public static ElementOrder OfJoined(IEnumerable<(ElementOrder Order, int Channels)> parts) =>
        Of(parts.SelectMany(part => part.Order.IsPlain ? new(new OrderSegment(1, part.Channels)) : part.Order.Segments));

    /// <summary>For people: <c>a flattened map of 4 pixels and 2 channels</c>.</summary>
    public override string ToString()
    {
        var maps = Segments.Where(segment => !segment.IsPlain).ToArray();
        if (maps.Length == 0) return "a vector of its own";
        string first = Invariant.Format($"{maps[0].Pixels} pixels and {maps[0].Channels} channels");
        if (maps.Length > 1) return Invariant.Format($"{maps.Length} flattened maps that are joined, the first of {first}");
        return Segments.Count == 1 ? "a flattened map of " + first : "what a flattened map is joined with, which has " + first;
    }

    // Neighbours that a file has in the same order are one segment, so that equal orders are equal values.
    private static ElementOrder Of(IEnumerable<OrderSegment> parts)
    {
        var segments = new List<OrderSegment>();
        foreach (var part in parts.Where(part => part.Count > 0))
        {
            if (segments.Count > MostSegments) break;
            if (!part.IsPlain) segments.Add(part);
            else if (segments.Count > 0 && segments[segments.Count - 1] is { Pixels: 1 } last)
                segments[segments.Count - 1] = new(1, last.Channels + part.Count);
            else segments.Add(new(1, part.Count));
        }
        return segments.All(segment => segment.IsPlain) ? Plain : new(segments.ToEquatableArray());
    }
}
