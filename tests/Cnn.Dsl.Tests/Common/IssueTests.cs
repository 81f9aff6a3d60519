namespace Cnn.Dsl.Tests;

public sealed class IssueTests
{
    public static TheoryData<string> Ids { get; } = [.. IssueCatalog.All.Select(issue => issue.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryMessage_IsFilledIn_AndShowsBracesAsTheyAre(string id)
    {
        var descriptor = IssueCatalog.All.Single(issue => issue.Id == id);
        string message = Issue.At(SourceRange.None, descriptor, [.. Enumerable.Repeat<object>("{x}", 12)]).Message;
        Assert.DoesNotContain("{{", message);
        Assert.DoesNotContain("}}", message);
        Assert.DoesNotMatch(@"\{\d", message);
        Assert.EndsWith(". " + descriptor.Advice, message);
    }

    [Fact]
    public void AnIssue_MayAdviseForItself()
    {
        var issue = Issue.At(SourceRange.None, IssueCatalog.EmptyText) with { Advice = "Do that." };
        Assert.Equal("The text declares no network and no block. Do that.", issue.Message);
    }

    [Fact]
    public void AnIssue_SaysWhereItComesFrom()
    {
        var place = new SourceRange("a/net.cnn", 9, 1, 4, 0, 4, 1);
        var use = new LayerOrigin("k(8)", true, place with { StartLine = 6 }, 1, 1,
            new("stage(1)", true, place with { Path = "a\\other.cnn", StartLine = 11 }, 2, 3, null));
        var issue = Issue.At(place, IssueCatalog.EmptyText) with { Origin = use, Layer = "conv5", Advice = "Do that." };
        Assert.Equal(
            "The text declares no network and no block (in k(8), used at line 7, in turn 2 of 3 of stage(1), used at line 12 of other.cnn; "
                + "layer 'conv5'). Do that.", issue.Message);
    }
}
