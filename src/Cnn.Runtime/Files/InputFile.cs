namespace Cnn;

/// <summary>Opens files to read, so that whatever hinders is an <see cref="IOException"/> that names the path that was asked for.</summary>
internal static class InputFile
{
    // Together a second. A save lets go of a file at once when it has moved it into place, but a busy system may stop it in between.
    private const int MostTries = 100;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <param name="path">The path.</param>
    /// <param name="kind">What is expected there, for example <c>a weight file</c>.</param>
    /// <param name="bufferSize">As <see cref="FileStream"/> takes it.</param>
    /// <param name="options">As <see cref="FileStream"/> takes them.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">It is no file, or cannot be read.</exception>
    public static FileStream Open(string path, string kind, int bufferSize = 4096, FileOptions options = FileOptions.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string shown = VisibleText.Of(path), final = FinalPath.Of(path);
        if (Directory.Exists(final))
            throw new IOException($"{shown}: expected {kind}, found {Folder(final)}.");
        if (SpecialFile.IsAt(final))
            throw Special(shown, kind);
        try
        {
            FileStream stream = OpenWhenFree(final, bufferSize, options);
            if (stream.CanSeek)
                return stream;
            stream.Dispose();
        }
        catch (FileNotFoundException exception)
        {
            string link = final == Path.GetFullPath(path) ? "" : $"; symbolic links lead from it to '{VisibleText.Of(final)}'";
            throw new FileNotFoundException($"{shown}: expected {kind}, found no file{link}.", path, exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new DirectoryNotFoundException(
                $"{shown}: expected {kind}, found no folder '{VisibleText.Of(Path.GetDirectoryName(final) ?? final)}'.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{shown}: the permission to read it is missing; give it to the user who runs the program.", exception);
        }
        catch (IOException exception) when (FileLock.IsHeld(exception))
        {
            throw new IOException(
                $"{shown}: another program, or another part of this one, has it open for itself alone; try again later.", exception);
        }
        catch (IOException exception)
        {
            string words = VisibleText.Of(exception.Message).TrimEnd('.');
            throw new IOException($"{shown}: it cannot be read: {words}.", exception.HResult);
        }
        throw Special(shown, kind);
    }

    private static FileStream OpenWhenFree(string path, int bufferSize, FileOptions options)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, options);
            }
            catch (IOException exception) when (tries < MostTries && FileLock.IsHeld(exception))
            {
                Thread.Sleep(s_pause);
            }
        }
    }

    private static string Folder(string path) => File.Exists(Path.Combine(path, "saved_model.pb"))
        ? "the folder of a TensorFlow SavedModel; read its variables with TensorFlow and save them as safetensors, "
            + "under the network's names and in its layout"
        : "a folder; name a file in it";

    private static IOException Special(string shown, string kind) =>
        new($"{shown}: expected {kind}, found {SpecialFile.Name}; save the bytes as a file, and name that.");
}
