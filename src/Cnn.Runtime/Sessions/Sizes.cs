using System.Globalization;

namespace Cnn;

/// <summary>The exceptions for spans of the wrong size.</summary>
internal static class Sizes
{
    private const string Floats = "floats";

    public static ArgumentException Wrong(string what, TensorShape shape, int count, int found, string parameter, string unit = Floats)
    {
        long expected = (long)count * shape.ElementCount;
        return new ArgumentException(FormattableString.Invariant(
            $"The {what} must be {Shape(count, shape)}, {expected} {unit}; found {found}."), parameter);
    }

    public static ArgumentException NotWhole(TensorShape shape, int found, string parameter, string unit = Floats) =>
        new(FormattableString.Invariant(
            $"The images must be whole ones of {shape}, {shape.ElementCount} {unit} each; found {found} {unit}."), parameter);

    private static string Shape(int count, TensorShape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"[{count}, {shape.Height}, {shape.Width}, {shape.Channels}]");
}
