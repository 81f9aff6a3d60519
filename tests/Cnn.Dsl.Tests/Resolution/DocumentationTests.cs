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
