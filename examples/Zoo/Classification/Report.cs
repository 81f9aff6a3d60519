using System.Globalization;

namespace Zoo.Classification;

/// <summary>What is printed of the answers.</summary>
internal static class Report
{
    private const int MostNamed = 5;

    /// <summary>One image: its name, whether the answer was right where that is known, and the best answers with their shares.</summary>
    public static string Line(string image, IReadOnlyList<Answer> answers, int? label, ClassNames classes)
    {
        string verdict = label switch
        {
            null => "",
            int truth when answers[0].Class == truth => "right  ",
            int truth when answers.Any(answer => answer.Class == truth) => "top 5  ",
            _ => "wrong  ",
        };
        string best = string.Join(", ",
            answers.Select(answer => string.Create(CultureInfo.InvariantCulture, $"{classes[answer.Class]} {100 * answer.Share:F1} %")));
        return $"{image}  {verdict}{best}";
    }

    /// <summary>All images, as ImageNet counts them.</summary>
    public static string Summary(Accuracy accuracy) => string.Create(
        CultureInfo.InvariantCulture,
        $"top-1: {Share(accuracy.Top1, accuracy.Count)}{Environment.NewLine}top-5: {Share(accuracy.Top5, accuracy.Count)}");

    /// <summary>What a folder holds besides pictures.</summary>
    public static string Skipped(IReadOnlyList<string> others)
    {
        string named = string.Join(", ", others.Take(MostNamed)),
            more = others.Count > MostNamed ? $" and {others.Count - MostNamed} more" : "";
        return $"Not classified, because they are no pictures: {named}{more}.";
    }

    /// <summary>How many pictures could not be read.</summary>
    public static string Unread(int unread, int count) => $"{unread} of {count} images were not classified, for the reasons above.";

    private static string Share(int right, int count) => string.Create(
        CultureInfo.InvariantCulture,
            $"{right:N0} of {count:N0} right ({100.0 * right / count:F1} %), error {100.0 * (count - right) / count:F1} %");
}
