namespace Cnn.Dsl;

/// <summary>Numbers that are not 0 where they are written and would be where they count, as 32-bit floats.</summary>
internal static class SmallNumbers
{
    /// <summary>What a number must be instead.</summary>
    public const string Range = "0, or at least 1.4E-45 in size: a 32-bit float would make 0 of it";

    /// <summary>Whether a float makes 0 of a number that is not.</summary>
    public static bool Vanishes(double value) => value != 0 && (float)value == 0;
}
