using System.Net.Sockets;

namespace Cnn.Runtime.Tests;

/// <summary>What is no file that can be read: for every reader, an <see cref="IOException"/> that names the path, at once.</summary>
public sealed class InputFileTests : IDisposable
{
    private static readonly Dictionary<string, Action<string>> s_readers = new()
    {
        ["weights"] = path => NetworkParameters.Load(TinySoftmax.Info, path),
        ["model"] = path => Model<TinySoftmax>.Load(path),
        ["images"] = path => IdxReader.ReadImages(path, out _, out _, out _),
        ["labels"] = path => IdxReader.ReadLabels(path),
        ["set"] = path => IdxReader.Read(path, path),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Readers => [.. s_readers.Keys];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public async Task APipe_IsRefusedAtOnce(string reader)
    {
        Pipe.Make(_folder["pipe"]);
        Exception refused = await Pipe.RefusalAsync(() => s_readers[reader](_folder["pipe"]));
        Assert.Equal(
            $"{_folder["pipe"]}: expected {Kind(reader)}, found a pipe, a device or a socket; save the bytes as a file, and name that.",
            refused.Message);
        Assert.IsType<IOException>(refused);
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public async Task ALinkToAPipe_IsRefusedAtOnce(string reader)
    {
        Pipe.Make(_folder["pipe"]);
        File.CreateSymbolicLink(_folder["link"], "pipe");
        Exception refused = await Pipe.RefusalAsync(() => s_readers[reader](_folder["link"]));
        Assert.StartsWith($"{_folder["link"]}: expected {Kind(reader)}, found a pipe", refused.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public async Task ADevice_IsRefusedAtOnce(string reader)
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "There is no /dev.");
        foreach (string device in (string[])["/dev/zero", "/dev/null"])
        {
            Exception refused = await Pipe.RefusalAsync(() => s_readers[reader](device));
            Assert.StartsWith($"{device}: expected {Kind(reader)}, found a pipe, a device or a socket", refused.Message);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public async Task ASocket_IsRefusedAtOnce(string reader)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no sockets in folders.");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        Exception refused = await Pipe.RefusalAsync(() => s_readers[reader](_folder["socket"]));
        Assert.StartsWith($"{_folder["socket"]}: expected {Kind(reader)}, found a pipe, a device or a socket", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void AFolder_IsRefused(string reader)
    {
        IOException refused = Assert.Throws<IOException>(() => s_readers[reader](_folder.Root));
        Assert.Equal($"{_folder.Root}: expected {Kind(reader)}, found a folder; name a file in it.", refused.Message);
    }

    [Fact]
    public void TheFolderOfASavedModel_IsCalledSo()
    {
        File.WriteAllBytes(_folder["saved_model.pb"], [8, 1, 18]);
        Assert.Contains("the folder of a TensorFlow SavedModel",
            Assert.Throws<IOException>(() => s_readers["weights"](_folder.Root)).Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void WhatIsMissing_IsNamed(string reader)
    {
        FileNotFoundException file = Assert.Throws<FileNotFoundException>(() => s_readers[reader](_folder["none"]));
        Assert.Equal($"{_folder["none"]}: expected {Kind(reader)}, found no file.", file.Message);
        Assert.Equal(_folder["none"], file.FileName);
        DirectoryNotFoundException folder = Assert.Throws<DirectoryNotFoundException>(() => s_readers[reader](_folder["none/a"]));
        Assert.Equal($"{_folder["none/a"]}: expected {Kind(reader)}, found no folder '{_folder["none"]}'.", folder.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void ALinkThatLeadsNowhere_IsNamedWithItsTarget(string reader)
    {
        Skip.If(OperatingSystem.IsWindows(), "Symbolic links need a privilege.");
        File.CreateSymbolicLink(_folder["link"], "gone");
        Assert.Equal(
            $"{_folder["link"]}: expected {Kind(reader)}, found no file; symbolic links lead from it to '{_folder["gone"]}'.",
            Assert.Throws<FileNotFoundException>(() => s_readers[reader](_folder["link"])).Message);
        File.CreateSymbolicLink(_folder["round"], "round");
        IOException refused = Assert.Throws<IOException>(() => s_readers[reader](_folder["round"]));
        Assert.StartsWith($"{_folder["round"]}: expected a file, found a symbolic link that leads to no end", refused.Message);
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void WithoutPermission_TheFileIsNamed(string reader)
    {
        Skip.If(Environment.IsPrivilegedProcess, "Whoever runs this test may read everything.");
        File.WriteAllBytes(_folder["secret"], [1]);
        Mode.Set(_folder["secret"], UnixFileMode.None);
        Assert.Equal(
            $"{_folder["secret"]}: the permission to read it is missing; give it to the user who runs the program.",
            Assert.Throws<IOException>(() => s_readers[reader](_folder["secret"])).Message);
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("labels")]
    public void AFileThatSomebodyHasForHimself_IsNamed(string reader)
    {
        using FileStream held = new(_folder["held"], FileMode.Create, FileAccess.Write, FileShare.None);
        held.Write([1]);
        held.Flush();
        IOException refused = Assert.Throws<IOException>(() => s_readers[reader](_folder["held"]));
        Assert.StartsWith($"{_folder["held"]}: another program, or another part of this one, has it open", refused.Message);
    }

    /// <summary>As a save does, which has a file for itself until it has moved it into place.</summary>
    [Fact]
    public async Task AFileThatIsLetGoSoon_IsRead()
    {
        TinySoftmax.Create(5).Parameters.Save(_folder["a"]);
        FileStream held = new(_folder["a"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Task<NetworkParameters> load = Task.Factory.StartNew(
            () => NetworkParameters.Load(TinySoftmax.Info, _folder["a"]), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        Thread.Sleep(30);
        held.Dispose();
        Assert.Equal(Sample.Bits(TinySoftmax.Create(5).Parameters.Arena.Span), Sample.Bits((await load).Arena.Span));
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void APath_IsShownWithWhatATerminalWouldObey(string reader)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such names.");
        string path = _folder["a\u001b[2J\u202Eb\nc"];
        File.WriteAllBytes(path, [0, 0, 0]);
        Exception refused = Assert.ThrowsAny<Exception>(() => s_readers[reader](path));
        Assert.StartsWith(_folder["a\\u001B[2J\\u202Eb\\nc"] + ": ", refused.Message);
        Assert.DoesNotContain(refused.Message, character => char.IsControl(character) || character == '\u202E');
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void ANameThatIsTooLong_IsRefusedUnderThePathThatWasAskedFor(string reader)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such names.");
        string end = new('n', 256);
        IOException refused = Assert.Throws<IOException>(() => s_readers[reader](_folder["a\u001b[2J" + end]));
        Assert.StartsWith($"{_folder["a\\u001B[2J" + end]}: it cannot be read: ", refused.Message);
        Assert.DoesNotContain('\u001b', refused.ToString());
        Assert.StartsWith($"{_folder[end + "/a"]}: ", Assert.Throws<IOException>(() => s_readers[reader](_folder[end + "/a"])).Message);
    }

    private static string Kind(string reader) => reader is "weights" or "model" ? "a weight file" : "an IDX file";
}
