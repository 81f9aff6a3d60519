namespace Zoo.Classification;

/// <summary>
/// Counts right answers as ImageNet does: at the first place, and among the first five (Russakovsky et al., "ImageNet large scale visual
/// recognition challenge", 2015).
/// </summary>
internal sealed class Accuracy
{
    /// <summary>How many answers are looked at.</summary>
    public const int Considered = 5;

    /// <summary>Images.</summary>
    public int Count { get; private set; }

    /// <summary>Images whose class has the largest share.</summary>
    public int Top1 { get; private set; }

    /// <summary>Images whose class is among the five largest.</summary>
    public int Top5 { get; private set; }

    /// <summary>Counts one image.</summary>
    /// <param name="answers">The best answers, best first.</param>
    /// <param name="label">Its class.</param>
    public void Add(ReadOnlySpan<Answer> answers, int label)
    {
        Count++;
        if (answers[0].Class == label) Top1++;
        foreach (Answer answer in answers)
            if (answer.Class == label) Top5++;
    }
}
