namespace Cnn.Runtime;

/// <summary>
/// Where a tile lies. It goes on from one tile to the next, because a division for each tile would cost more than its addresses.
/// </summary>
internal struct TilePosition
{
    private readonly int _rows, _columns;

    private int _instance;

    /// <param name="rows">Rows of tiles of an instance.</param>
    /// <param name="columns">Tiles of a row.</param>
    /// <param name="tile">The tile, counted from the first instance's first.</param>
    public TilePosition(int rows, int columns, int tile)
    {
        (_rows, _columns) = (rows, columns);
        (_instance, int inside) = Math.DivRem(tile, rows * columns);
        (Row, Column) = Math.DivRem(inside, columns);
    }

    /// <summary>Its row of tiles.</summary>
    public int Row { get; private set; }

    /// <summary>Its column of tiles.</summary>
    public int Column { get; private set; }

    /// <summary>Where its first pixel lies, from that of the first tile, in floats.</summary>
    /// <param name="map">The map that has the tile.</param>
    /// <param name="outputs">Rows and columns of a tile of outputs.</param>
    public readonly nint In(in BlockedMap map, int outputs) =>
        ((nint)_instance * map.InstanceStride) + ((nint)(Row * outputs) * map.RowStride) + ((nint)(Column * outputs) * Winograd.Block);

    /// <summary>Goes on to the next tile.</summary>
    public void MoveNext()
    {
        if (++Column < _columns) return;
        Column = 0;
        if (++Row < _rows) return;
        Row = 0;
        _instance++;
    }
}
