using System.Globalization;

namespace Cnn;

/// <summary>The exceptions for spans of the wrong size.</summary>
internal static class Sizes
{
    public static ArgumentException Wrong(string what, TensorShape shape, int count, int found, string parameter)
    {
        long expected = (long)count * shape.ElementCount;
        return new ArgumentException(FormattableString.Invariant(
            $"The {what} must be {Shape(count, shape)}, {expected} floats; found {found}."), parameter);
    }

    public static ArgumentException NotWhole(TensorShape shape, int found, string parameter) =>
        new(FormattableString.Invariant(
            $"The images must be whole ones of {shape}, {shape.ElementCount} floats each; found {found} floats."), parameter);

    private static string Shape(int count, TensorShape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"[{count}, {shape.Height}, {shape.Width}, {shape.Channels}]");
}
