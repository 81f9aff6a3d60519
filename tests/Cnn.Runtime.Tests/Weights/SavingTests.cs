using System.Net.Sockets;
using System.Text;

namespace Cnn.Runtime.Tests;

/// <summary>How a file of weights comes to its place.</summary>
public sealed class SavingTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatAKilledSaveLeft_IsTakenOver_AndGone()
    {
        File.WriteAllBytes(_folder[".a.safetensors.saving"], new byte[100_000]);
        Save("a.safetensors");
        Assert.Equal([_folder["a.safetensors"]], Directory.GetFileSystemEntries(_folder.Root));
        AssertLoads("a.safetensors");
    }

    [SkippableFact]
    public void ALinkInThePlaceOfALeftover_IsNotFollowed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        File.WriteAllText(_folder["other"], "kept");
        File.CreateSymbolicLink(_folder[".a.saving"], "other");
        Save("a");
        Assert.Equal("kept", File.ReadAllText(_folder["other"]));
        Assert.Equal([_folder["a"], _folder["other"]], Directory.GetFileSystemEntries(_folder.Root).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhileItIsWritten_TheNameIsHidden_AndCannotBeMistaken()
    {
        string[] seen = [];
        FileReplacement.Write(_folder["a.safetensors"], "a file", stream =>
        {
            stream.Write([1, 2, 3]);
            seen = [.. Directory.GetFiles(_folder.Root).Select(path => Path.GetFileName(path))];
            Assert.Empty(Directory.GetFiles(_folder.Root, "*.safetensors"));
        });
        Assert.Equal([".a.safetensors.saving"], seen);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a.safetensors"]));
    }

    [Fact]
    public void ASecondSaveAtTheSameTime_IsRefused_AndTheFirstEnds()
    {
        FileReplacement.Write(_folder["a"], "a file", stream =>
        {
            stream.Write([1, 2, 3]);
            Assert.Equal(
                $"{_folder["a"]}: another save of it has not ended; save again afterwards, or under another name.",
                Assert.Throws<IOException>(() => Save("a")).Message);
        });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task SavesOfManyThreads_NeverMix()
    {
        NetworkParameters[] networks = [.. Enumerable.Range(2, 4).Select(seed => TinySoftmax.Create(seed).Parameters)];
        int[][] bits = [.. networks.Select(network => Sample.Bits(network.Arena.Span))];
        int saved = 0;
        Save("a");
        await Task.WhenAll(networks.Select(network => Task.Run(() =>
        {
            for (int i = 0; i < 250; i++)
            {
                try
                {
                    network.Save(_folder["a"]);
                    Interlocked.Increment(ref saved);
                }
                catch (IOException exception)
                {
                    Assert.Contains("another save of it has not ended", exception.Message);
                }
                Assert.Contains(Sample.Bits(NetworkParameters.Load(TinySoftmax.Info, _folder["a"]).Arena.Span), bits);
            }
        })));
        Assert.InRange(saved, 1, 1000);
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void AFailure_LeavesTheOldFile_AndNothingElse()
    {
        Save("a");
        byte[] before = File.ReadAllBytes(_folder["a"]);
        Assert.Throws<NotSupportedException>(() => FileReplacement.Write(_folder["a"], "a file", stream =>
        {
            stream.Write([1, 2, 3]);
            throw new NotSupportedException();
        }));
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [SkippableTheory]
    [InlineData(Private)]
    [InlineData(Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public void AMode_IsKept_AndAtNoTimeWider(UnixFileMode mode)
    {
        Save("a");
        Mode.Set(_folder["a"], mode);
        Save("a");
        Assert.Equal(mode, Mode.Of(_folder["a"]));
        FileReplacement.Write(_folder["a"], "a file", _ => Assert.Equal(mode, Mode.Of(_folder[".a.saving"])));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASymbolicLink_Stays_AndItsTargetIsReplaced(bool exists)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        Directory.CreateDirectory(_folder["inner"]);
        if (exists)
            File.WriteAllText(_folder["inner/target"], "old");
        File.CreateSymbolicLink(_folder["inner/second"], "target");
        File.CreateSymbolicLink(_folder["link"], "inner/second");
        Save("link");
        Assert.Equal("inner/second", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal("target", new FileInfo(_folder["inner/second"]).LinkTarget);
        AssertLoads("inner/target");
        Assert.Single(Directory.GetFiles(_folder.Root));
        Assert.Equal(2, Directory.GetFiles(_folder["inner"]).Length);
    }

    [Theory]
    [InlineData("n", 250)]
    [InlineData("n", 255)]
    [InlineData("層", 83)]
    [InlineData("🙂", 63)]
    public void ALongName_Works(string character, int count)
    {
        string name = string.Concat(Enumerable.Repeat(character, count));
        Assert.InRange(Encoding.UTF8.GetByteCount(SavingName.Of(name)), 1, 255);
        File.WriteAllText(_folder[SavingName.Of(name)], "left");
        Save(name);
        AssertLoads(name);
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void LongNamesThatBeginAlike_HaveNamesOfTheirOwn()
    {
        string common = new('n', 249);
        Assert.NotEqual(SavingName.Of(common + "a"), SavingName.Of(common + "b"));
        Assert.StartsWith(".nnn", SavingName.Of(common + "a"));
        Assert.EndsWith(".saving", SavingName.Of(common + "a"));
    }

    [Fact]
    public void ANameThatIsTooLong_IsRefusedUnderTheNameThatWasAskedFor()
    {
        string path = _folder[new string('n', 256)];
        IOException refused = Assert.Throws<IOException>(() => TinySoftmax.Create().Parameters.Save(path));
        Assert.StartsWith(path + ": it cannot be written", refused.Message);
        AssertNamesNoTemporary(refused);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void AMissingFolder_IsNamed()
    {
        DirectoryNotFoundException refused = Assert.Throws<DirectoryNotFoundException>(() => Save("none/a"));
        Assert.Equal(
            $"{_folder["none/a"]}: expected a folder for a weight file, found no folder '{_folder["none"]}'; make it first, or name "
            + "another.", refused.Message);
        AssertNamesNoTemporary(refused);
    }

    [Fact]
    public void AFolder_IsRefused()
    {
        Directory.CreateDirectory(_folder["taken"]);
        foreach (string name in (string[])["taken", "taken/", "fresh/"])
        {
            IOException refused = Assert.Throws<IOException>(() => Save(name));
            Assert.Equal($"{_folder[name]}: expected a name for a weight file, found that of a folder; add a name to it.", refused.Message);
        }
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void AFolderInTheWay_IsNamed()
    {
        Directory.CreateDirectory(_folder[".a.saving"]);
        Assert.Equal(
            $"{_folder["a"]}: it cannot be written while there is a folder '.a.saving' beside it; move that away.",
            Assert.Throws<IOException>(() => Save("a")).Message);
    }

    [Fact]
    public void AFileInThePlaceOfTheFolder_IsRefused()
    {
        File.WriteAllText(_folder["file"], "");
        IOException refused = Assert.ThrowsAny<IOException>(() => Save("file/a"));
        Assert.StartsWith(_folder["file/a"] + ": ", refused.Message);
        AssertNamesNoTemporary(refused);
    }

    [SkippableFact]
    public async Task APipe_IsRefusedAtOnce_AndStays()
    {
        Pipe.Make(_folder["pipe"]);
        Exception refused = await Pipe.RefusalAsync(() => Save("pipe"));
        Assert.Equal($"{_folder["pipe"]}: expected a place for a weight file, found a pipe, a device or a socket; save under another name.",
            refused.Message);
        Assert.True(SpecialFile.IsAt(_folder["pipe"]));
    }

    [SkippableFact]
    public async Task ASocket_IsRefusedAtOnce_AndStays()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no sockets in folders.");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        Assert.Contains("found a pipe, a device or a socket", (await Pipe.RefusalAsync(() => Save("socket"))).Message);
        Assert.True(SpecialFile.IsAt(_folder["socket"]));
    }

    [SkippableTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public async Task ADevice_IsRefusedAtOnce_AndStays(string device)
    {
        Skip.IfNot(File.Exists(device), $"There is no {device}.");
        Exception refused = await Pipe.RefusalAsync(() => TinySoftmax.Create().Parameters.Save(device));
        Assert.StartsWith($"{device}: expected a place for a weight file, found a pipe, a device or a socket", refused.Message);
        Assert.True(SpecialFile.IsAt(device));
    }

    [Fact]
    public void AnEmptyFile_IsReplaced()
    {
        File.WriteAllText(_folder["a"], "");
        Save("a");
        AssertLoads("a");
    }

    [SkippableFact]
    public void AFolderOfTheSystem_IsRefusedUnderTheNameThatWasAskedFor()
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "There is no /proc.");
        IOException refused = Assert.ThrowsAny<IOException>(() => TinySoftmax.Create().Parameters.Save("/proc/self/a"));
        Assert.StartsWith("/proc/self/a: ", refused.Message);
        AssertNamesNoTemporary(refused);
    }

    private static void AssertNamesNoTemporary(Exception exception) => Assert.DoesNotContain(".saving", exception.ToString());

    private void Save(string name) => TinySoftmax.Create(5).Parameters.Save(_folder[name]);

    private void AssertLoads(string name) => Assert.Equal(
        Sample.Bits(TinySoftmax.Create(5).Parameters.Arena.Span),
            Sample.Bits(NetworkParameters.Load(TinySoftmax.Info, _folder[name]).Arena.Span));
}
