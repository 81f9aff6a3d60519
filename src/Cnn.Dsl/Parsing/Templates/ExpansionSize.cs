namespace Cnn.Dsl;

/// <summary>What statements become, known before anything is expanded. Counts stop at <see cref="Most"/>.</summary>
/// <param name="Layers">Layers.</param>
/// <param name="Characters">The statements' text with all blocks and names written out, which bounds the work.</param>
/// <param name="Levels">How deep blocks and branches are nested.</param>
internal readonly record struct ExpansionSize(long Layers, long Characters, int Levels)
{
    /// <summary>Where counting stops.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <summary>Layers of a network.</summary>
    public const int MostLayers = 10_000;

    /// <summary>Characters of a network whose blocks are written out.</summary>
    public const int MostCharacters = 4_194_304;

    /// <summary>Layers of all networks of a text.</summary>
    public const int MostLayersOfText = 20_000;

    /// <summary>Characters of all networks of a text whose blocks are written out.</summary>
    public const int MostCharactersOfText = 16_777_216;

    /// <summary>Levels of blocks and branches.</summary>
    public const int MostLevels = 64;

    /// <summary>Names of layers that are read.</summary>
    public long Reads { get; init; }

    /// <summary>Both, one after the other.</summary>
    public ExpansionSize Then(ExpansionSize next) =>
        new(Sum(Layers, next.Layers), Sum(Characters, next.Characters), Math.Max(Levels, next.Levels)) { Reads = Sum(Reads, next.Reads) };

    /// <summary>One level deeper, and with a name of so many characters before each layer's, and before each that is read.</summary>
    public ExpansionSize Inside(int prefix) =>
        this with { Characters = Sum(Characters, Times(Sum(Math.Max(1, Layers), Reads), prefix)), Levels = Levels + 1 };

    /// <summary>So many times.</summary>
    public ExpansionSize Repeated(int count) => new(Times(Layers, count), Times(Characters, count), Levels) { Reads = Times(Reads, count) };

    private static long Sum(long one, long other) => Math.Min(Most, one + other);

    private static long Times(long value, int count) => count > 0 && value > Most / count ? Most : value * count;
}
