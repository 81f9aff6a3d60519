namespace Cnn.Architecture.Tests;

/// <summary>What the check finds, on made-up sources.</summary>
public sealed class RoomCheckTests
{
    private const string Rooms = """
        project Cnn.Low:
        Cnn.Low/Words — words
        Cnn.Low/Shapes — shapes
            Words

        project Cnn.High: Cnn.Low
        Cnn.High — the top
            Cnn.Low/Shapes
        """;

    private static readonly SourceFile
        s_word = new("Cnn.Low/Words/Word.cs", "namespace Low; public class Word { public int Length => 4; }"),
        s_shape = new("Cnn.Low/Shapes/Shape.cs", "namespace Low; public class Shape { public Word Name => new(); }"),
        s_top = new("Cnn.High/Top.cs", "namespace High; public class Top { public Low.Shape Shape => new(); }");

    [Fact]
    public void WhatThePictureAllows_IsNoFault() => Assert.Empty(Faults(Rooms, [s_word, s_shape], [s_top]));

    [Theory]
    // A static member after a directive, a type, an extension method, a member and a constructor of a type that is not named,
    // an operator, a conversion.
    [InlineData("using static Low.Shape; namespace Low; class Other { object Make() => Default; }", "Shape.Default")]
    [InlineData("namespace Low; class Other { Shape? Shape => null; }", "Shape")]
    [InlineData("namespace Low; class Other { bool Is(object o) => o is Shape; }", "Shape")]
    [InlineData("namespace Low; class Other { int Size(Word word) => word.Area(); }", "ShapeExtensions.Area")]
    [InlineData("namespace Low; class Other { int Size(Word word) => word.Boxed.Size; }", "Shape.Size")]
    [InlineData("namespace Low; class Other { void Take(Word word) { word.Boxed = new(); } }", "Shape.Shape")]
    [InlineData("namespace Low; class Other { object Add(Word word) => word.Boxed + word.Boxed; }", "Shape.operator +")]
    [InlineData("namespace Low; class Other { int Count(Word word) { int count = word.Boxed; return count; } }", "Shape.implicit operator")]
    [InlineData("namespace Low; class Other { string Name => nameof(Shape); }", "Shape")]
    public void ForbiddenUse_IsFound(string other, string name)
    {
        var shape = new SourceFile("Cnn.Low/Shapes/Shape.cs", """
            namespace Low;
            public class Shape
            {
                public static object Default = 1;
                public int Size;
                public static Shape operator +(Shape left, Shape right) => left;
                public static implicit operator int(Shape shape) => shape.Size;
            }
            public static class ShapeExtensions { public static int Area(this Word word) => word.Length; }
            """);
        // That the room of words has such a member is not the line that is asked for.
        var word = s_word with { Text = "namespace Low; public partial class Word { public int Length => 4;\npublic Shape Boxed; }" };
        SourceFile[] low = [word, shape, new("Cnn.Low/Words/Other.cs", other)];
        var fault = Assert.Single(Faults(Rooms, low, [s_top with { Text = "class Top : Low.Shape;" }]));
        Assert.StartsWith(
            "Cnn.Low/Words uses Cnn.Low/Shapes, which docs/rooms.txt does not let it use. "
            + "Put the fact that both need into a room that both may use; ",
            fault, StringComparison.Ordinal);
        Assert.Contains($"\n  src/Cnn.Low/Words/Other.cs(1): {name}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ForbiddenUse_BetweenProjects_IsFound()
    {
        var top = s_top with { Text = "namespace High;\npublic class Top {\n public int Size(Low.Shape shape) => shape.Name.Length; }" };
        var fault = Assert.Single(Faults(Rooms, [s_word, s_shape], [top]));
        Assert.StartsWith("Cnn.High uses Cnn.Low/Words, ", fault, StringComparison.Ordinal);
        Assert.Contains("src/Cnn.High/Top.cs(3): Word.Length", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_InCommentsAndOfVariables_AreNoUse()
    {
        var word = s_word with
        {
            Text = """
                namespace Low;
                /// <summary>See <see cref="Shape"/>.</summary>
                public class Word { /* Shape */ public void Take() { var Shape = 1; Shape++; } }
                """,
        };
        Assert.Empty(Faults(Rooms, [word, s_shape], [s_top]));
    }

    [Fact]
    public void ArrowThatNobodyUses_IsAFault() => Assert.Equal(
        "docs/rooms.txt lets Cnn.Low/Shapes use Cnn.Low/Words, which nothing in it does. Take it out of the line.",
        Assert.Single(Faults(Rooms, [s_word, s_shape with { Text = "namespace Low; public class Shape;" }], [s_top])));

    [Fact]
    public void Circle_IsAFault()
    {
        var fault = Assert.Single(RoomMap.Parse(Rooms.Replace("words\n", "words\n    Shapes\n", StringComparison.Ordinal)).Faults());
        Assert.StartsWith(
            "docs/rooms.txt: Cnn.Low/Words may use Cnn.Low/Shapes, which does not stand before it.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectThatIsNotKnown_IsAFault() => Assert.Contains(
        "docs/rooms.txt: Cnn.High may use Cnn.Low/Shapes, but Cnn.High does not know that project.",
        RoomMap.Parse(Rooms.Replace("Cnn.High: Cnn.Low", "Cnn.High:", StringComparison.Ordinal)).Faults());

    [Fact]
    public void References_AreCompared()
    {
        SourceProject low = new("Cnn.Low") { References = ["Cnn.High"], Packages = ["Newtonsoft.Json"], Files = [s_word, s_shape] };
        SourceProject high = new("Cnn.High") { References = [], Files = [] };
        var map = RoomMap.Parse(Rooms.Replace("Cnn.High — the top\n    Cnn.Low/Shapes", "", StringComparison.Ordinal));
        Assert.Equal(
            [
                "src/Cnn.Low/Cnn.Low.csproj references Cnn.High, which docs/rooms.txt does not let Cnn.Low know. Take the reference out.",
                "src/Cnn.Low/Cnn.Low.csproj references the package Newtonsoft.Json, but Cnn.Low has no packages. Take the reference out.",
                "docs/rooms.txt lets Cnn.High know Cnn.Low, which src/Cnn.High/Cnn.High.csproj does not reference. "
                + "Take it out of the line.",
            ],
            RoomCheck.Faults(map, [low, high]));
    }

    [Fact]
    public void FolderWithoutARoom_IsAFault() => Assert.StartsWith(
        "src/Cnn.Low/Colors is in no room: add a line for it to docs/rooms.txt",
        Assert.Single(Faults(Rooms, [s_word, s_shape, new("Cnn.Low/Colors/Color.cs", "class Color;")], [s_top])), StringComparison.Ordinal);

    [Fact]
    public void RoomWithoutSources_IsAFault() => Assert.Contains(
        "docs/rooms.txt: there are no sources in Cnn.Low/Shapes; take its line out.", Faults(Rooms, [s_word], [s_top with { Text = "" }]));

    [Fact]
    public void Subfolder_BelongsToTheRoomAroundIt()
    {
        var deeper = new SourceFile("Cnn.Low/Words/Long/Sentence.cs", "namespace Low; class Sentence : Word;");
        Assert.Empty(Faults(Rooms, [s_word, s_shape, deeper], [s_top]));
    }

    [Fact]
    public void Subfolder_WithALineOfItsOwn_IsARoom()
    {
        var deeper = new SourceFile("Cnn.Low/Words/Long/Sentence.cs", "namespace Low; class Sentence : Word;");
        string rooms = Rooms.Replace("words\n", "words\nCnn.Low/Words/Long — sentences\n", StringComparison.Ordinal);
        var fault = Assert.Single(Faults(rooms, [s_word, s_shape, deeper], [s_top]));
        Assert.StartsWith("Cnn.Low/Words/Long uses Cnn.Low/Words, ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedFile_IsInTheDataAndInTheRoomOfItsLink()
    {
        var shared = s_word with { Place = "Cnn.High/Word.cs" };
        Assert.Equal(
            "src/Cnn.Low/Words/Word.cs is compiled in Cnn.High as well. "
            + "Compile it once, or add 'shared Cnn.Low/Words/Word.cs in Cnn.High' to docs/rooms.txt.",
            Assert.Single(Faults(Rooms, [s_word, s_shape], [s_top, shared])));
        Assert.Empty(Faults(Rooms + "\nshared Cnn.Low/Words/Word.cs in Cnn.High", [s_word, s_shape], [s_top, shared]));
    }

    [Fact]
    public void SourcesThatDoNotCompile_AreNoSilence()
    {
        var word = s_word with { Text = "class Word : Missing;" };
        var exception = Assert.Throws<InvalidOperationException>(() => Faults(Rooms, [word, s_shape], [s_top]));
        Assert.Contains("Cnn.Low/Words/Word.cs(1): 'Missing' means nothing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_LeavesOutArrowsThatOthersLeadAlong()
    {
        string drawn = RoomPicture.Draw(RoomMap.Parse("""
            project Cnn.Low: packages
            Cnn.Low/A — a
            Cnn.Low/B — b
                A
            Cnn.Low — top
                A, B
            """));
        Assert.Equal("""
            ### Cnn.Low

            Knows no other project.

            ```mermaid
            flowchart BT
                A["A"]
                B["B"]
                B --> A
                Cnn_Low["Cnn.Low"]
                Cnn_Low --> B
            ```

            | room | holds | uses |
            |---|---|---|
            | A | a |  |
            | B | b | A |
            | Cnn.Low | top | A, B |

            """.ReplaceLineEndings("\n"), drawn);
    }

    private static IReadOnlyList<string> Faults(string rooms, SourceFile[] low, SourceFile[] high) => RoomCheck.Faults(
        RoomMap.Parse(rooms), [new("Cnn.Low") { Files = low }, new("Cnn.High") { Files = high, References = ["Cnn.Low"] }]);
}
