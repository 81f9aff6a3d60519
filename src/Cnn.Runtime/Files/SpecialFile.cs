using System.Formats.Tar;

namespace Cnn;

/// <summary>
/// Pipes, devices and sockets. Opening one may wait for ever or do something to it, and a save would put a file in its place.
/// </summary>
internal static class SpecialFile
{
    /// <summary>What messages call one.</summary>
    public const string Name = "a pipe, a device or a socket";

    /// <summary>Whether there is one at a path; nothing is opened to find out but a file.</summary>
    /// <param name="path">The path; no symbolic link.</param>
    public static bool IsAt(string path)
    {
        FileInfo file = new(path);
        if (OperatingSystem.IsWindows())
            return file.Exists && (file.Attributes & FileAttributes.Device) != 0;
        if (!file.Exists || file.Length > 0)
            return false;

        // Of what has no length, nothing but an archive's entry tells the type.
        using MemoryStream archive = new();
        try
        {
            using (TarWriter writer = new(archive, TarEntryFormat.Gnu, leaveOpen: true))
                writer.WriteEntry(path, "entry");
        }
        catch (UnauthorizedAccessException)
        {
            // Only a file is opened, and this one may not be read.
            return false;
        }
        catch (IOException exception)
        {
            // A file that is gone or locked by now is no pipe; sockets are what no archive holds.
            return exception is not (FileNotFoundException or DirectoryNotFoundException) && !FileLock.IsHeld(exception);
        }
        archive.Position = 0;
        using TarReader reader = new(archive);
        return reader.GetNextEntry()?.EntryType is TarEntryType.Fifo or TarEntryType.CharacterDevice or TarEntryType.BlockDevice;
    }
}
