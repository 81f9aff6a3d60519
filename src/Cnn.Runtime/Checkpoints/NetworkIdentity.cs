using System.Text;

namespace Cnn;

/// <summary>What a network is, as text: a line for what it reads, and one for each layer.</summary>
internal static class NetworkIdentity
{
    private const int MostNamed = 12;

    /// <summary>The lines.</summary>
    public static string Of(NetworkInfo info)
    {
        StringBuilder text = new();
        text.Append(FormattableString.Invariant(
            $"input {info.Input}{(info.TakesBytes ? " bytes" : "")}, mean {Numbers(info.Mean)}, deviation {Numbers(info.Deviation)}"));
        foreach (LayerInfo layer in info.Layers)
        {
            text.Append(FormattableString.Invariant(
                $"\n{layer.Name}: {layer.Description} -> {layer.Output}{(layer.IsAuxiliary ? ", auxiliary" : "")}"));
        }
        return text.ToString();
    }

    /// <summary>In what a file's network differs from another: sentences; null where they are the same.</summary>
    /// <param name="found">The file's.</param>
    /// <param name="expected">The other one's.</param>
    public static string? Difference(string found, string expected)
    {
        if (found == expected)
            return null;
        string[] ours = expected.Split('\n'), theirs = found.Split('\n');
        List<string> named = [];
        int count = 0;
        for (int i = 0; i < Math.Max(ours.Length, theirs.Length); i++)
        {
            string our = i < ours.Length ? $"'{VisibleText.Of(ours[i])}'" : "nothing";
            string their = i < theirs.Length ? $"'{Excerpt.Of(theirs[i])}'" : "nothing";
            if (our == their)
                continue;
            count++;
            if (count <= MostNamed)
                named.Add($"expected {our}, found {their}");
        }
        string more = count > MostNamed ? FormattableString.Invariant($"; and {count - MostNamed} more lines") : "";
        return $"{string.Join("; ", named)}{more}";
    }

    private static string Numbers(IReadOnlyList<float> values) =>
        values.Count == 0 ? "none" : string.Join(' ', values.Select(value => FormattableString.Invariant($"{value:R}")));
}
