namespace Cnn;

/// <summary>
/// Writes a file under another name beside it, and moves it into place once it is whole and on the disk: a failure leaves the old file
/// as it was. The other name is one and the same for a file, so that what a killed process leaves is taken over by the next save.
/// </summary>
internal static class FileReplacement
{
    /// <param name="path">The file; where it is a symbolic link, the link stays and its target is replaced.</param>
    /// <param name="kind">What is written, for example <c>a weight file</c>.</param>
    /// <param name="write">Writes all of it; an exception of its own, whose message begins with the file, passes through.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The file cannot be written, or is being written by another save.</exception>
    public static void Write(string path, string kind, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string shown = VisibleText.Of(path), final = FinalPath.Of(path), name = Path.GetFileName(final);
        if (name.Length == 0 || Directory.Exists(final))
            throw new IOException($"{shown}: expected a name for {kind}, found that of a folder; add a name to it.");
        if (SpecialFile.IsAt(final))
            throw new IOException($"{shown}: expected a place for {kind}, found {SpecialFile.Name}; save under another name.");
        UnixFileMode? mode = ModeOf(final, shown);
        string folder = Path.GetDirectoryName(final)!, temporary = Path.Combine(folder, SavingName.Of(name));
        try
        {
            using SavingFile saving = SavingFile.Begin(temporary, mode, shown);
            write(saving.Stream);
            saving.MoveTo(final);
        }
        catch (DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException(
                $"{shown}: expected a folder for {kind}, found no folder '{VisibleText.Of(folder)}'; make it first, or name another.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException(
                $"{shown}: the permission to write in the folder '{VisibleText.Of(folder)}' is missing; "
                + "give it to the user who runs the program, or name another folder.");
        }
        catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "value")
        {
            // What .NET's FileStream makes of EFBIG.
            throw new IOException(
                $"{shown}: it cannot be written: it would be larger than the file system, or the limit on the user's files, allows.",
                exception);
        }
        catch (IOException exception)
            when (!exception.Message.StartsWith(shown, StringComparison.Ordinal))
        {
            // Only here the system's words name the file that nobody asked for.
            string words = VisibleText.Of(exception.Message.Replace(temporary, final, StringComparison.Ordinal)).TrimEnd('.');
            throw new IOException($"{shown}: it cannot be written: {words}.", exception.HResult);
        }
    }

    // Null where there is no file yet, or no such thing as a mode.
    private static UnixFileMode? ModeOf(string path, string shown)
    {
        const UnixFileMode Writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        FileInfo old = new(path);
        if (!old.Exists)
            return null;
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : old.UnixFileMode;
        if (mode is UnixFileMode known ? (known & Writable) == 0 : old.IsReadOnly)
            throw new IOException($"{shown}: it is protected against writing; take the protection away, or save under another name.");
        return mode;
    }
}
