namespace Cnn.Runtime.Tests;

/// <summary>What a save may not do: which file or folder hinders, and what to do about it.</summary>
public sealed class SavingPermissionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void AFileWithoutAnyPermissionToWrite_IsRefused()
    {
        Save("a");
        Mode.Set(_folder["a"], UnixFileMode.UserRead);
        Assert.Equal(
            $"{_folder["a"]}: it is protected against writing; take the protection away, or save under another name.",
            Assert.Throws<IOException>(() => Save("a")).Message);
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [SkippableFact]
    public void WithoutPermission_TheFolderIsNamed()
    {
        Skip.If(Environment.IsPrivilegedProcess, "Whoever runs this test may write everywhere.");
        Directory.CreateDirectory(_folder["closed"]);
        Mode.Set(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        IOException refused = Assert.Throws<IOException>(() => Save("closed/a"));
        Assert.StartsWith($"{_folder["closed/a"]}: the permission to write in the folder '{_folder["closed"]}' is missing",
            refused.Message);
        Assert.DoesNotContain(".saving", refused.ToString());
    }

    [SkippableFact]
    public void ALeftoverThatMayOnlyBeWritten_IsTakenOver_AndGone()
    {
        File.WriteAllText(_folder[".a.saving"], "left");
        Mode.Set(_folder[".a.saving"], UnixFileMode.UserWrite);
        Save("a");
        Assert.Equal([_folder["a"]], Directory.GetFiles(_folder.Root));
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.None, UnixFileMode.None)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixFileMode.UserWrite)]
    public void ALeftoverThatCannotBeRemoved_IsNamed(UnixFileMode mode, UnixFileMode takenFromFolder)
    {
        Skip.If(Environment.IsPrivilegedProcess, "Whoever runs this test may remove everything.");
        Directory.CreateDirectory(_folder["inner"]);
        File.WriteAllText(_folder["inner/.a.saving"], "left");
        Mode.Set(_folder["inner/.a.saving"], mode);
        UnixFileMode open = Mode.Of(_folder["inner"]);
        Mode.Set(_folder["inner"], open & ~takenFromFolder);
        IOException refused = Assert.Throws<IOException>(() => Save("inner/a"));
        Mode.Set(_folder["inner"], open);
        Assert.Equal(
            $"{_folder["inner/a"]}: it cannot be written while '.a.saving' is beside it, which a save that was stopped has left: "
            + "the permission to open or to remove that is missing; remove it as the user who owns it, and give the one who runs the "
                + "program "
            + "the permission to write in the folder, or save under another name.",
            refused.Message);
        Assert.True(File.Exists(_folder["inner/.a.saving"]));
    }

    [SkippableFact]
    public void AFileThatMayNotBeReplaced_IsNamed()
    {
        Skip.If(Environment.IsPrivilegedProcess, "Whoever runs this test may replace everything.");
        Directory.CreateDirectory(_folder["inner"]);
        UnixFileMode open = Mode.Of(_folder["inner"]);
        IOException refused = Assert.Throws<IOException>(
            () => FileReplacement.Write(_folder["inner/a"], "a file", _ => Mode.Set(_folder["inner"], open & ~UnixFileMode.UserWrite)));
        Mode.Set(_folder["inner"], open);
        Assert.Equal(
            $"{_folder["inner/a"]}: the permission to replace the old file is missing; remove it as the user who owns it, or save under "
                + "another name.",
            refused.Message);
    }

    private void Save(string name) => TinySoftmax.Create(5).Parameters.Save(_folder[name]);
}
