namespace Cnn.Planning;

/// <summary>The caches of a core, as far as blocks are chosen by them.</summary>
/// <param name="SecondLevelBytes">What a core keeps in its second-level cache.</param>
/// <param name="ThirdLevelBytes">Weights that the third-level cache keeps.</param>
/// <param name="ThirdLevelSpeed">Bytes a cycle from the third-level cache.</param>
/// <param name="MemorySpeed">Bytes a cycle from memory.</param>
/// <param name="StreamedLine">Cycles a line that a matrix product reads of weights that the second-level cache does not keep.</param>
public sealed record CacheModel(
    long SecondLevelBytes, long ThirdLevelBytes, double ThirdLevelSpeed, double MemorySpeed, double StreamedLine)
{
    /// <summary>Cycles that so many bytes of weights take on their way to a core.</summary>
    public double Stream(double bytes) => bytes / (bytes > ThirdLevelBytes ? MemorySpeed : ThirdLevelSpeed);
}
