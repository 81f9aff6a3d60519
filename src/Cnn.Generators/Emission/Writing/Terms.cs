using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>
/// Writes sums and products as a person would: without what is zero, and without factors and divisors of one. What is empty is zero.
/// </summary>
internal static class Terms
{
    /// <summary>A number; empty where it is zero.</summary>
    public static string Number(long number) => number == 0 ? "" : Invariant.Format($"{number}");

    /// <summary>A value times a number.</summary>
    public static string Times(string value, long factor) =>
        factor == 0 || value.Length == 0 ? "" : factor == 1 ? value : Invariant.Format($"{value} * {factor}");

    /// <summary>A value divided by a number, rounded down.</summary>
    public static string Over(string value, long divisor) => divisor == 1 ? value : Invariant.Format($"{value} / {divisor}");

    /// <summary>What is left of a value divided by a number.</summary>
    public static string Rest(string value, long divisor) => divisor == 1 ? "0" : Invariant.Format($"{value} % {divisor}");

    /// <summary>A value moved by a number, to be multiplied.</summary>
    public static string Moved(string value, long by) => by == 0 ? value : "(" + Sum(value, Number(by)) + ")";

    /// <summary>The sum; <c>0</c> where nothing is added.</summary>
    public static string Sum(params string[] terms)
    {
        string sum = "";
        foreach (string term in terms)
        {
            if (term.Length == 0) continue;
            sum = sum.Length == 0 ? term : term[0] == '-' ? sum + " - " + term.Substring(1) : sum + " + " + term;
        }
        return sum.Length == 0 ? "0" : sum;
    }

    /// <summary>
    /// Where a vector is loaded from or stored to, as the last arguments of the call: an offset where it is above 0, which saves the
    /// compiler a call; others are moved there, because offsets are no negative numbers.
    /// </summary>
    public static string Operand(string reference, int offset) =>
        offset > 0 ? Invariant.Format($"ref {reference}, {offset}") : "ref " + At(reference, offset);

    /// <inheritdoc cref="At(string, string)"/>
    public static string At(string reference, int offset) => At(reference, Number(offset));

    /// <summary>What lies so far from a reference; the reference itself where that is nowhere.</summary>
    public static string At(string reference, string offset) => offset is "" or "0" ? reference : $"_Mem.Add(ref {reference}, {offset})";
}
