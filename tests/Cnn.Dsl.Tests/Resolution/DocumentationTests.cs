using System.Globalization;
using System.Text.RegularExpressions;

namespace Cnn.Dsl.Tests;

/// <summary>What docs/language.md says is so.</summary>
public sealed class DocumentationTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "language.md"));

    [Fact]
    public void Examples_AreValid()
    {
        var examples = Regex.Matches(_page, "```cnn\n(.*?)```", RegexOptions.Singleline);
        Assert.NotEmpty(examples);
        foreach (Match example in examples)
        {
            var parsed = CnnParser.Parse(example.Groups[1].Value, "language.md");
            Assert.Empty(parsed.Issues);
            Assert.All(parsed.Networks, network => Assert.Empty(Resolver.Resolve(network).Issues));
        }
    }

    [Fact]
    public void EveryLayerAndOption_HasItsWord()
    {
        foreach (var layer in LayerCatalog.All)
        {
            Assert.Matches($"`{layer.Keyword}[ `]", _page);
            Assert.Matches($"`{layer.AttributeName}[(` ]", _page);
            foreach (var option in layer.Syntax.Options) Assert.Matches($@"\b{option.Keyword}\b", _page);
        }
    }

    /// <summary>A row an optimizer, as the table of the language has it: its settings with their defaults, and what it keeps.</summary>
    [Fact]
    public void Optimizers_AreAsTheTableSays()
    {
        var rows = Regex.Matches(_page, @"\n\| `(\w+)((?: \[[^\]]+\])+)` \| ([^|]+) \| (\d)[^|]* \|")
            .ToDictionary(row => row.Groups[1].Value, row => row, StringComparer.Ordinal);
        foreach (var optimizer in OptimizerCatalog.All)
        {
            var row = rows[optimizer.Word];
            // What all have stands below the table.
            var settings = optimizer.OwnSettings.Where(setting => setting.Property != "WeightDecay" || setting.Default != 0).ToArray();
            var written = Regex.Matches(row.Groups[2].Value, @"\[(\w+)(?: (\S+))?\]").Select(setting => (setting.Groups[1].Value,
                setting.Groups[2].Success ? double.Parse(setting.Groups[2].Value, CultureInfo.InvariantCulture) : 0));
            Assert.Equal(settings.Select(setting => (setting.Word, setting.Default!.Value)), written);
            Assert.Equal(settings.Select(setting => setting.Property).Prepend(optimizer.Kind.ToString()),
                row.Groups[3].Value.Split(", ").Select(name => name.Trim('`')));
            Assert.Equal(optimizer.StateFloats, int.Parse(row.Groups[4].Value, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void EveryIssueThatIsNamed_Exists()
    {
        var ids = IssueCatalog.All.Select(issue => issue.Id).ToHashSet();
        Assert.All(Regex.Matches(_page, @"CNN\d{4}"), match => Assert.Contains(match.Value, ids));
    }

    [Fact]
    public void NamesAndMembers_AreAsTheTableSays()
    {
        var rows = Regex.Matches(_page, @"\| name \| member \|\n\|---\|---\|\n((?:\| `[^`]+` \| `[^`]+` \|\n)+)");
        var pairs = Regex.Matches(Assert.Single(rows).Groups[1].Value, @"\| `([^`]+)` \| `([^`]+)` \|");
        Assert.Equal(4, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.Groups[2].Value, MemberNames.ForLayer(pair.Groups[1].Value)));
    }
}
