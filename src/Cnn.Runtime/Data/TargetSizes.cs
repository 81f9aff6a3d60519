namespace Cnn;

/// <summary>Checks of float targets that lie in memory.</summary>
internal static class TargetSizes
{
    /// <summary>How many images targets are of.</summary>
    /// <exception cref="ArgumentException">They are not whole ones, or one is not finite.</exception>
    public static int CountOf(float[] targets, TensorShape shape)
    {
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1)
            throw new ArgumentException($"No size of targets may be below 1; found {shape}.", "targetShape");
        if (targets.Length % shape.ElementCount != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Targets of {shape} are {shape.ElementCount} floats an image; found {targets.Length}, which are no whole number."),
                nameof(targets));
        }
        for (int i = 0; i < targets.Length; i++)
        {
            if (!float.IsFinite(targets[i]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Targets must be finite; targets[{i}], of image {i / shape.ElementCount}, is {targets[i]}."), nameof(targets));
            }
        }
        return targets.Length / shape.ElementCount;
    }

    /// <exception cref="ArgumentException">There is room for another number of targets.</exception>
    public static void Check(ReadOnlySpan<int> indices, ReadOnlySpan<float> targets, TensorShape shape)
    {
        if (targets.Length != (long)indices.Length * shape.ElementCount)
            throw Sizes.Wrong("targets", shape, indices.Length, targets.Length, nameof(targets));
    }
}
