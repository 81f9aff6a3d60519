namespace Cnn;

/// <summary>Several layers at once. They are named and counted as those of a block in text: its name and a point begin theirs.</summary>
public abstract class BlockAttribute : LayerAttribute
{
    private protected BlockAttribute()
    {
    }

    /// <summary>
    /// How often it stands there, one after the other; once by default. With a name, the repetitions are <c>.0</c>, <c>.1</c> and so on.
    /// </summary>
    public int Repeat { get; set; } = 1;
}
