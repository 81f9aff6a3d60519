using System.Text;

namespace Cnn.Generators.Tests;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public SnapshotFolderTests() => Directory.CreateDirectory(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void NewSnapshot_IsReceivedAndFails()
    {
        var thrown = Assert.Throws<SnapshotException>(() => Verify(("#A.g.cs", "//HintName: A.g.cs\nclass A;\n")));
        Assert.Contains("New: Class.Test#A.g.received.cs", thrown.Message);
        Assert.Equal(["Class.Test#A.g.received.cs"], Files());
    }

    [Fact]
    public void Received_HasAByteOrderMarkAndNoLineEndAtTheEnd()
    {
        Assert.Throws<SnapshotException>(() => Verify((".txt", "a\r\nb\n")));
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n', (byte)'b'],
            File.ReadAllBytes(Path.Combine(_folder, "Class.Test.received.txt")));
    }

    [Fact]
    public void RenamedReceived_IsAccepted()
    {
        Accept("#A.g.cs", "class A;");
        Verify(("#A.g.cs", "class A;\n"));
        Assert.Equal(["Class.Test#A.g.verified.cs"], Files());
    }

    [Fact]
    public void DifferentText_FailsWithTheLines()
    {
        Accept("#A.g.cs", "same\nold\nend");
        var thrown = Assert.Throws<SnapshotException>(() => Verify(("#A.g.cs", "same\nnew\nlines\nend")));
        Assert.Contains("NotEqual: Class.Test#A.g.received.cs\n  @@ line 1\n    same\n  - old\n  + new\n  + lines\n    end\n",
            thrown.Message);
        Assert.Equal(["Class.Test#A.g.received.cs", "Class.Test#A.g.verified.cs"], Files());
    }

    [Fact]
    public void SnapshotWithoutSource_IsToBeDeleted()
    {
        Accept("#A.g.cs", "class A;");
        Accept("#B.g.cs", "class B;");
        var thrown = Assert.Throws<SnapshotException>(() => Verify(("#A.g.cs", "class A;")));
        Assert.Contains("Delete: Class.Test#B.g.verified.cs", thrown.Message);
    }

    [Fact]
    public void OldReceived_IsDeletedFirst_AndOnlyThisTests()
    {
        Accept("#A.g.cs", "class A;");
        File.WriteAllText(Path.Combine(_folder, "Class.Test#A.g.received.cs"), "old");
        File.WriteAllText(Path.Combine(_folder, "Class.Test2#A.g.received.cs"), "another test's");
        Verify(("#A.g.cs", "class A;"));
        Assert.Equal(["Class.Test#A.g.verified.cs", "Class.Test2#A.g.received.cs"], Files());
    }

    [Fact]
    public void MissingByteOrderMark_IsADifference()
    {
        File.WriteAllText(Path.Combine(_folder, "Class.Test#A.g.verified.cs"), "class A;", new UTF8Encoding(false));
        Assert.Contains("byte order mark", Assert.Throws<SnapshotException>(() => Verify(("#A.g.cs", "class A;"))).Message);
    }

    private void Accept(string suffix, string text)
    {
        Assert.Throws<SnapshotException>(() => Verify((suffix, text)));
        foreach (string received in Directory.GetFiles(_folder, "*.received.*"))
            File.Move(received, received.Replace(".received.", ".verified."));
    }

    private void Verify(params (string, string)[] files) => new SnapshotFolder(_folder, "Class.Test").Verify(files);

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
