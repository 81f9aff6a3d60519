namespace Zoo.Images;

/// <summary>How a picture is fitted to the network's input.</summary>
internal enum Fitting
{
    /// <summary>
    /// Both sides are scaled to 256 and the middle is cut out, as Caffe's ImageNet tools do; in general, to 256/227 of the input.
    /// </summary>
    Squash,

    /// <summary>
    /// The shorter side is scaled to 256 and the middle is cut out, as torchvision does; in general, to 256/224 of the input.
    /// </summary>
    ShorterSide,

    /// <summary>Both sides are scaled to the input's.</summary>
    Stretch,
}

/// <summary>
/// How bytes become what a network reads: (byte × scale − mean) / deviation, with a mean and a deviation for each of the network's
/// channels.
/// </summary>
/// <param name="Scale">What bytes are multiplied by.</param>
/// <param name="Mean">In the order of the network's channels.</param>
/// <param name="Deviation">Likewise.</param>
/// <param name="IsBgr">Whether the network's channels are blue, green, red.</param>
/// <param name="Fitting">How pictures of other sizes are fitted.</param>
internal sealed record Preprocessing(float Scale, float[] Mean, float[] Deviation, bool IsBgr, Fitting Fitting)
{
    /// <summary>Grey from 0 to 1.</summary>
    public static Preprocessing Grey { get; } = new(1 / 255f, [0], [1], IsBgr: false, Fitting.Stretch);

    /// <summary>
    /// The 1998 paper's grey, whose mean is about 0 and whose variance is about 1: -0.1 for the paper, 1.175 for ink, where a byte is 255
    /// for ink.
    /// </summary>
    public static Preprocessing Paper1998 { get; } = new(1.275f / 255, [0.1f], [1], IsBgr: false, Fitting.Stretch);

    /// <summary>Caffe's models of ImageNet: blue, green and red from 0 to 255, less their mean over all images.</summary>
    public static Preprocessing Caffe { get; } = new(1, [104, 117, 123], [1, 1, 1], IsBgr: true, Fitting.Squash);

    /// <summary>torchvision's models: red, green and blue from 0 to 1, less ImageNet's mean, in units of its deviation.</summary>
    public static Preprocessing Torchvision { get; } = new(1 / 255f, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f], IsBgr: false,
        Fitting.ShorterSide);

    /// <summary>What the network reads.</summary>
    /// <param name="pixels">[height, width, channels], red first.</param>
    /// <returns>[height, width, channels], in the network's order.</returns>
    public float[] Apply(ReadOnlySpan<byte> pixels)
    {
        int channels = Mean.Length;
        float[] values = new float[pixels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i % channels;
            byte pixel = pixels[IsBgr ? i - channel + (channels - 1 - channel) : i];
            values[i] = (pixel * Scale - Mean[channel]) / Deviation[channel];
        }

        return values;
    }
}
