namespace LeNetExample.Sheet;

/// <summary>What the network made of one test picture.</summary>
/// <param name="Picture">The picture's position in the test set.</param>
/// <param name="Truth">What it shows, 0 to 9.</param>
/// <param name="Answer">What the network takes it for, 0 to 9.</param>
internal readonly record struct Prediction(int Picture, int Truth, int Answer)
{
    /// <summary>Whether the network is right.</summary>
    public bool IsRight => Truth == Answer;
}
