namespace Cnn.Dsl;

/// <summary>
/// What is made of a pixel before any layer sees it: (pixel - mean) / deviation. Equal for networks that compute the same: both lists are
/// empty where nothing is to be done, have one number where all channels have the same two, and else one a channel.
/// </summary>
/// <param name="Mean">What is subtracted.</param>
/// <param name="Deviation">What is divided by, above 0; as many as there are means.</param>
public sealed record InputNormalization(EquatableArray<double> Mean, EquatableArray<double> Deviation)
{
    /// <summary>Pixels as they are.</summary>
    public static InputNormalization None { get; } = new(EquatableArray<double>.Empty, EquatableArray<double>.Empty);

    /// <summary>As text writes it, with a blank before it; empty where nothing is done.</summary>
    public override string ToString() => Option("mean", Mean, 0) + Option("deviation", Deviation, 1);

    private static string Option(string keyword, EquatableArray<double> values, double absent)
    {
        if (values.All(value => value == absent)) return "";
        var written = values.All(value => value == values[0]) ? values.Take(1) : values;
        return " " + keyword + string.Concat(written.Select(value => " " + Invariant.Number(value)));
    }
}
