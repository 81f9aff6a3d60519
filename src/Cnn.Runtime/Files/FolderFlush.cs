using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// Brings a folder's names to the disk, so that a file that was moved into it is found there after a loss of power. Windows does so by
/// itself; elsewhere the system's own call is needed, which .NET has for files only.
/// </summary>
internal static partial class FolderFlush
{
    /// <summary>As far as the file system can: one that cannot flush folders says so, and nothing is lost that was not before.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
            return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
