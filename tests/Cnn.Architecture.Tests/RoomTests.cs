using Cnn.TestSupport;

namespace Cnn.Architecture.Tests;

/// <summary>The sources against the picture of the house.</summary>
public sealed class RoomTests
{
    private const string Begin = "<!-- rooms: drawn from docs/rooms.txt -->\n", End = "<!-- end of rooms -->";

    private static readonly RoomMap s_map = RoomMap.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "rooms.txt")));

    [Fact]
    public void Sources_UseTheRoomsThatThePictureLetsThemUse()
    {
        var faults = RoomCheck.Faults(s_map, SourceReader.Read(Path.Combine(Repository.Root, "src")));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Fact]
    public void Picture_IsDrawnFromTheRooms()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")), drawn = RoomPicture.Draw(s_map);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(
            begin >= 0 && end > begin, $"docs/architecture.md has no place for the rooms: write '{Begin.TrimEnd()}' and '{End}' there.");
        string found = page[(begin + Begin.Length)..end];
        Assert.True(
            found == drawn,
            $"docs/architecture.md does not show the rooms of docs/rooms.txt. Write between '{Begin.TrimEnd()}' and '{End}':\n\n{drawn}");
    }
}
