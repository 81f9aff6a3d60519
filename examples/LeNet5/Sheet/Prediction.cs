namespace LeNetExample.Sheet;

/// <summary>What the network made of one test image.</summary>
/// <param name="Image">The image's position in the test set.</param>
/// <param name="Truth">What it shows, 0 to 9.</param>
/// <param name="Answer">What the network takes it for, 0 to 9.</param>
internal readonly record struct Prediction(int Image, int Truth, int Answer)
{
    /// <summary>Whether the network is right.</summary>
    public bool IsRight => Truth == Answer;
}
