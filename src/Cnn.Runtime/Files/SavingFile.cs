namespace Cnn;

/// <summary>A file that is being saved: nobody else can write it, and unless it was moved into place it goes with this object.</summary>
internal sealed class SavingFile : IDisposable
{
    private readonly string _path;
    private readonly string _shown;
    private readonly FileStream? _leftover;
    private bool _isMoved;

    private SavingFile(string path, string shown, FileStream stream, FileStream? leftover)
    {
        _path = path;
        _shown = shown;
        Stream = stream;
        _leftover = leftover;
    }

    /// <summary>Writes it.</summary>
    public FileStream Stream { get; }

    /// <summary>Makes the file, in the place of one that a killed process left.</summary>
    /// <param name="path">Its name meanwhile.</param>
    /// <param name="mode">The mode that it is to have; null for that of any new file.</param>
    /// <param name="shown">The path that was asked for, for messages.</param>
    /// <exception cref="IOException">Another save has not ended, or the file cannot be made.</exception>
    public static SavingFile Begin(string path, UnixFileMode? mode, string shown)
    {
        FileStream? leftover = RemoveLeftover(path, shown);
        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileLock.Alone,
                BufferSize = 0,
            };
            if (mode is UnixFileMode known && !OperatingSystem.IsWindows())
                options.UnixCreateMode = known;
            FileStream stream = new(path, options);
            SavingFile saving = new(path, shown, stream, leftover);
            leftover = null;
            saving.SetMode(mode);
            return saving;
        }
        catch (IOException exception) when (FileLock.IsHeld(exception) || FileLock.IsThere(exception))
        {
            throw InProgress(shown);
        }
        finally
        {
            leftover?.Dispose();
        }
    }

    /// <summary>Puts the file in the place of another, once its bytes are on the disk.</summary>
    public void MoveTo(string path)
    {
        Stream.Flush(flushToDisk: true);
        if (!IsAt(_path, Stream))
            throw InProgress(_shown);

        // While it is still locked: afterwards another save could have begun to write to it.
        try
        {
            File.Move(_path, path, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            throw InProgress(_shown);
        }
        catch (UnauthorizedAccessException)
        {
            // The folder let this file be made in it: what hinders is the old one, as another user's does in a folder like /tmp.
            throw new IOException(
                $"{_shown}: the permission to replace the old file is missing; remove it as the user who owns it, or save under another "
                    + "name.");
        }
        _isMoved = true;
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    public void Dispose()
    {
        if (!_isMoved)
            Remove();
        Stream.Dispose();
        _leftover?.Dispose();
    }

    private void Remove()
    {
        try
        {
            if (IsAt(_path, Stream))
                File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the save fail is told; what stays here is taken over by the next one.
        }
    }

    // The system takes the process's mask off the mode of a file that it makes.
    private void SetMode(UnixFileMode? mode)
    {
        if (OperatingSystem.IsWindows() || mode is not UnixFileMode known || File.GetUnixFileMode(Stream.SafeFileHandle) == known)
            return;
        try
        {
            File.SetUnixFileMode(Stream.SafeFileHandle, known);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // Returns the file that was there, still locked: whoever was about to take it over as well finds out so.
    private static FileStream? RemoveLeftover(string path, string shown)
    {
        FileInfo found = new(path);
        if (Directory.Exists(path) && found.LinkTarget is null)
        {
            string name = VisibleText.Of(found.Name);
            throw new IOException($"{shown}: it cannot be written while there is a folder '{name}' beside it; move that away.");
        }
        if (found.LinkTarget is null && !found.Exists)
            return null;
        try
        {
            if (found.LinkTarget is null && !SpecialFile.IsAt(path))
                return RemoveFile(path, shown);
            found.Delete();
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            string name = VisibleText.Of(found.Name);
            throw new IOException(
                $"{shown}: it cannot be written while '{name}' is beside it, which a save that was stopped has left: the permission to "
                    + "open or "
                + "to remove that is missing; remove it as the user who owns it, and give the one who runs the program the permission to "
                    + "write "
                + "in the folder, or save under another name.");
        }
    }

    private static FileStream? RemoveFile(string path, string shown)
    {
        FileStream? locked = null;
        try
        {
            locked = OpenAlone(path);
            if (!IsAt(path, locked))
                throw InProgress(shown);
            if (OperatingSystem.IsWindows())
                locked.Dispose();
            File.Delete(path);
            return locked;
        }
        catch (FileNotFoundException)
        {
            // The other save ended in this moment.
            return null;
        }
        catch (IOException exception) when (FileLock.IsHeld(exception))
        {
            throw InProgress(shown);
        }
        catch
        {
            locked?.Dispose();
            throw;
        }
    }

    // It has the mode of the file that was to be written, which need not let anybody read it.
    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileLock.Alone, bufferSize: 0);
        }
        catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows())
        {
            return new(path, FileMode.Open, FileAccess.Write, FileLock.Alone, bufferSize: 0);
        }
    }

    // A file that was opened in the moment in which another save moved it away is no longer the one of that name.
    // On Windows a file that somebody has locked cannot be opened at all.
    private static bool IsAt(string path, FileStream stream)
    {
        FileInfo file = new(path);
        return OperatingSystem.IsWindows()
            || (file.Exists && file.Length == stream.Length && file.LastWriteTimeUtc == File.GetLastWriteTimeUtc(stream.SafeFileHandle));
    }

    private static IOException InProgress(string shown) =>
        new($"{shown}: another save of it has not ended; save again afterwards, or under another name.");
}
