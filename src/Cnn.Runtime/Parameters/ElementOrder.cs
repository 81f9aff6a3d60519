namespace Cnn;

/// <summary>
/// Where a weight file has the elements of flattened maps, of which a network's vector is made: pixel by pixel here, channel by channel
/// there.
/// </summary>
internal sealed class ElementOrder
{
    private readonly int[] _positions, _fileIndices;

    private ElementOrder(int[] positions)
    {
        _positions = positions;
        _fileIndices = new int[positions.Length];
        for (int i = 0; i < positions.Length; i++)
            _fileIndices[positions[i]] = i;
    }

    /// <summary>The order that pairs of pixels and channels say.</summary>
    /// <param name="segments">
    /// The pixels and channels of each flattened map, one after the other; 1 and a count for elements that are no map's. Null where both
    /// orders are one.
    /// </param>
    /// <param name="count">Elements of the vector.</param>
    /// <param name="name">The tensor that it is for.</param>
    /// <exception cref="ArgumentException">The pairs are not such, or come to another count.</exception>
    public static ElementOrder? Of(int[]? segments, int count, string name)
    {
        if (segments is null)
            return null;
        int[] positions = new int[count];
        int first = 0;
        for (int i = 0; i < segments.Length; i += 2)
        {
            int pixels = segments[i], channels = i + 1 < segments.Length ? segments[i + 1] : 0;
            if (pixels < 1 || channels < 1 || (long)pixels * channels > count - first)
                throw Unsuitable(segments, count, name);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                    positions[first + (channel * pixels) + pixel] = first + (pixel * channels) + channel;
            }
            first += pixels * channels;
        }
        return first == count ? new(positions) : throw Unsuitable(segments, count, name);
    }

    /// <summary>Where the network has the element that a file has at an index.</summary>
    public int Position(int fileIndex) => _positions[fileIndex];

    /// <summary>Where a file has the element that the network has at a position.</summary>
    public int FileIndex(int position) => _fileIndices[position];

    private static ArgumentException Unsuitable(int[] segments, int count, string name) => new(FormattableString.Invariant(
        $"The order of {name} must be pairs of pixels and channels, each at least 1, that come to {count} elements, and is ")
            + FormattableString.Invariant($"{Shapes.Format(segments)}."), nameof(segments));
}
