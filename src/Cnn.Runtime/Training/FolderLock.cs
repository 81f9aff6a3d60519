namespace Cnn;

/// <summary>A folder that one training writes to and no other, of this process or another: a file in it that is open meanwhile.</summary>
/// <remarks>The system closes it with the process, however that ends; a file that is left behind then locks nothing.</remarks>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Hidden, and of no form that a checkpoint has.</summary>
    private const string Name = ".training";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder.</summary>
    /// <param name="folder">One that is there.</param>
    /// <exception cref="IOException">Another training has it, or nothing can be written there.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, Name), shown = VisibleText.Of(folder);
        try
        {
            while (true)
            {
                FileStream file = new(path, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileLock.Alone,
                    BufferSize = 0,
                    Options = FileOptions.DeleteOnClose,
                });
                // Whoever had it may have removed it between its opening and its locking here: it would lock nobody out.
                if (File.Exists(path))
                    return new FolderLock(file);
                file.Dispose();
            }
        }
        catch (IOException exception) when (FileLock.IsHeld(exception))
        {
            throw new IOException(
                $"{shown}: another training is saving its checkpoints there, and each would remove the other's: wait until it has ended, "
                + "or name another folder.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(
                $"{shown}: the permission to write checkpoints in the folder is missing; give it to the user who runs the program, or "
                + "name another folder.", exception);
        }
        catch (IOException exception)
        {
            string words = VisibleText.Of(exception.Message).TrimEnd('.');
            throw new IOException($"{shown}: no checkpoints can be written in the folder: {words}.", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
