using Zoo.Images;

namespace Zoo.Terminal;

/// <summary>What the program was asked to classify.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Weights">A safetensors file.</param>
/// <param name="Images">A folder of pictures, a picture, or a file of raw pixels.</param>
/// <param name="Labels">A file that says which class the images are of; null where nobody knows.</param>
/// <param name="Classes">A file of the classes' names; null for numbers.</param>
/// <param name="Scale">What bytes are multiplied by; null for the network's own, like the next three.</param>
/// <param name="Mean">What is subtracted from each channel.</param>
/// <param name="Deviation">What each channel is divided by.</param>
/// <param name="IsBgr">Whether the network's channels are blue, green, red.</param>
internal sealed record ClassifyOptions(
    string Network,
    string Weights,
    string Images,
    string? Labels,
    string? Classes,
    float? Scale,
    float[]? Mean,
    float[]? Deviation,
    bool? IsBgr)
{
    /// <summary>A network's preprocessing with whatever was asked for instead.</summary>
    /// <exception cref="UserException">There are not as many numbers as channels.</exception>
    public Preprocessing Adjust(Preprocessing preprocessing, int channels) => preprocessing with
    {
        Scale = Scale ?? preprocessing.Scale,
        Mean = Checked("--mean", Mean ?? preprocessing.Mean, channels),
        Deviation = Checked("--deviation", Deviation ?? preprocessing.Deviation, channels),
        IsBgr = IsBgr ?? preprocessing.IsBgr,
    };

    private static float[] Checked(string option, float[] values, int channels) => values.Length == channels
        ? values
        : throw new UserException($"{option} takes a number for each of the network's {channels} channels; found {values.Length}.");
}
