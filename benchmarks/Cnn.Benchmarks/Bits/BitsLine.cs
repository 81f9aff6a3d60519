namespace Cnn.Benchmarks.Bits;

/// <summary>What is printed of one result.</summary>
/// <param name="Network">The class, with its namespace.</param>
/// <param name="Result">What was run, for how many instances, and which values of it these are: <c>inference/5/logits</c>.</param>
/// <param name="Width">Bits of a vector.</param>
/// <param name="Threads">How many threads were allowed.</param>
/// <param name="Hash">The <see cref="BitHash"/> of the values.</param>
internal sealed record BitsLine(string Network, string Result, int Width, int Threads, string Hash)
{
    /// <summary>The line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Network} {Result} {Width} {Threads} {Hash}");
}
