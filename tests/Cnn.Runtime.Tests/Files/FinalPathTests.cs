namespace Cnn.Runtime.Tests;

/// <summary>Symbolic links in folders that are links themselves: what the system opens is what is read and replaced.</summary>
public sealed class FinalPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A folder <c>real/deep</c>, which <c>dl</c> leads to, beside one whose names are the same.</summary>
    public FinalPathTests()
    {
        Directory.CreateDirectory(_folder["real/deep"]);
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateSymbolicLink(_folder["dl"], "real/deep");
        Directory.CreateSymbolicLink(_folder["absolute"], _folder["dl"]);
        File.CreateSymbolicLink(_folder["real/deep/f.st"], "../g.st");
        File.CreateSymbolicLink(_folder["real/deep/second.st"], "./f.st");
        File.CreateSymbolicLink(_folder["real/deep/round.st"], "../../dl/second.st");
    }

    public static TheoryData<string> Paths =>
    [
        "dl/f.st", "dl/second.st", "dl/round.st", "absolute/f.st", "absolute/.//round.st", "real/deep/f.st", "dl/../g.st",
            "absolute/../g.st",
        "dl/none/../../g.st", "dl/../deep/../g.st",
    ];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Paths))]
    public void TheFileThatTheSystemOpens_IsReplaced_AndRead(string path)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        File.WriteAllText(_folder["g.st"], "precious");
        File.WriteAllText(_folder["real/g.st"], "old");
        NetworkParameters network = TinySoftmax.Create(5).Parameters;
        network.Save($"{_folder.Root}/{path}");
        Assert.Equal("precious", File.ReadAllText(_folder["g.st"]));
        Assert.Equal("../g.st", new FileInfo(_folder["real/deep/f.st"]).LinkTarget);
        Assert.Equal(Sample.Bits(network.Arena.Span),
            Sample.Bits(NetworkParameters.Load(TinySoftmax.Info, _folder["real/g.st"]).Arena.Span));
        Assert.Equal(Sample.Bits(network.Arena.Span),
            Sample.Bits(NetworkParameters.Load(TinySoftmax.Info, $"{_folder.Root}/{path}").Arena.Span));
    }

    [SkippableTheory]
    [MemberData(nameof(Paths))]
    public void AFileThatIsMissing_IsMade(string path)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        TinySoftmax.Create(5).Parameters.Save($"{_folder.Root}/{path}");
        Assert.True(File.Exists(_folder["real/g.st"]));
        Assert.False(File.Exists(_folder["g.st"]));
    }

    [SkippableFact]
    public void AFileThatIsMissing_IsNamedWhereItWouldBe()
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        foreach (string path in (string[])["dl/f.st", "dl/../g.st"])
        {
            string message = Assert.Throws<FileNotFoundException>(() => NetworkParameters.Load(TinySoftmax.Info, $"{_folder.Root}/{path}"))
                .Message;
            Assert.Equal(
                $"{_folder.Root}/{path}: expected a weight file, found no file; symbolic links lead from it to '{_folder["real/g.st"]}'.",
                message);
        }
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a/", "a/")]
    [InlineData("a/../b", "b")]
    [InlineData("none/./c//d", "none/c/d")]
    [InlineData("real/deep/../..", "")]
    public void WithoutLinks_ItIsTheFullPath(string path, string expected)
    {
        string separated = expected.Replace('/', Path.DirectorySeparatorChar);
        Assert.Equal(Path.Combine(_folder.Root, separated).TrimEnd('/'), FinalPath.Of(Path.Combine(_folder.Root, path)).TrimEnd('/'));
        Assert.Equal(path.EndsWith('/'), Path.EndsInDirectorySeparator(FinalPath.Of(Path.Combine(_folder.Root, path))));
        Assert.Equal(Path.GetFullPath(path), FinalPath.Of(path));
    }

    [SkippableTheory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Links_AreFollowedAsFarAsTheSystemDoes(int count, bool isFollowed)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        for (int i = 0; i < count; i++)
            File.CreateSymbolicLink(_folder[$"link{i}"], i == 0 ? "end" : $"link{i - 1}");
        string path = _folder[$"link{count - 1}"];
        if (isFollowed)
            Assert.Equal(_folder["end"], FinalPath.Of(path));
        else
            Assert.StartsWith($"{path}: expected a file, found a symbolic link that leads to no end",
                Assert.Throws<IOException>(() => FinalPath.Of(path)).Message);
    }

    [SkippableFact]
    public void ACircleOfFolders_IsRefusedUnderThePathThatWasAskedFor()
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        Directory.CreateSymbolicLink(_folder["circle"], "circle");
        foreach (string name in (string[])["circle", "circle/a", "circle/../a"])
        {
            string path = $"{_folder.Root}/{name}";
            Assert.StartsWith(path + ": ", Assert.ThrowsAny<IOException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message);
            Assert.StartsWith(path + ": ", Assert.ThrowsAny<IOException>(() => TinySoftmax.Create().Parameters.Save(path)).Message);
        }
        Assert.Equal([_folder["circle"]], Directory.GetFiles(_folder.Root));
    }
}
