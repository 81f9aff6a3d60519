namespace Cnn.Planning.Tests;

public sealed class SpellingDistanceTests
{
    [Theory]
    [InlineData("rellu", "relu")]
    [InlineData("RELU", "relu")]
    [InlineData("ocnv", "conv")]
    [InlineData("covn", "conv")]
    [InlineData("maxpol", "maxpool")]
    [InlineData("softmx", "softmax")]
    [InlineData("dropuot", "dropout")]
    [InlineData("bacthonrm", "batchnorm")]
    [InlineData("den", "dense")]
    public void OneOrTwoSlips_AreFound(string word, string meant)
    {
        // Every third letter may be wrong: two of three are too many.
        Assert.Equal(word == "den" ? null : meant,
            Spelling.Nearest(word, ["relu", "conv", "maxpool", "softmax", "dropout", "batchnorm", "dense"]));
    }

    // Against the whole table of distances.
    [Fact]
    public void TheBand_FindsWhatTheWholeTableDoes()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string a = Word(random), b = random.Next(2) == 0 ? Word(random) : Slip(a, random);
            int most = Math.Min(2, Math.Max(1, a.Length / 3));
            Assert.Equal(Distance(a, b) <= most ? b : null, Spelling.Nearest(a, [b]));
        }
    }

    [Fact]
    public void LongWords_TakeTheirLength()
    {
        string word = new('a', 300_000);
        var meter = new Meter();
        Assert.Equal(word + "b", Spelling.Nearest(word, [new string('b', 300_000), word + "b"], meter));
        Assert.Equal(2, meter.Ticks);
        Assert.InRange(meter.LargestGap, 0, 4 * 1024 * 1024);
    }

    private static string Word(Random random) => new([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abc"[random.Next(3)])]);

    private static string Slip(string word, Random random)
    {
        int at = random.Next(word.Length);
        return random.Next(3) switch
        {
            0 => word.Remove(at, 1) + (word.Length == 1 ? "c" : ""),
            1 => word.Insert(at, "c"),
            _ => at == 0 ? word : word[..(at - 1)] + word[at] + word[at - 1] + word[(at + 1)..],
        };
    }

    // The optimal string alignment distance.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                d[i, j] = Math.Min(d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
