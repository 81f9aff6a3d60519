namespace Zoo.Classification;

/// <summary>A class and the share that a network gives it.</summary>
internal readonly record struct Answer(int Class, float Share)
{
    /// <summary>The classes of the largest shares, largest first; of equal ones the lower class.</summary>
    public static Answer[] Top(float[] shares, int count) =>
        [.. shares.Select((share, index) => new Answer(index, share)).OrderByDescending(answer => answer.Share)
            .ThenBy(answer => answer.Class).Take(count)];
}
