namespace Cnn;

/// <summary>The locks that .NET keeps on open files: by sharing modes on Windows, by <c>flock</c> elsewhere.</summary>
internal static class FileLock
{
    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private const int Windows = unchecked((int)0x80070020), Linux = 11, Mac = 35;

    // ERROR_FILE_EXISTS, and EEXIST elsewhere.
    private const int WindowsExists = unchecked((int)0x80070050), UnixExists = 17;

    /// <summary>Nobody else may open the file meanwhile, but on Windows it may be moved, as an open file may elsewhere.</summary>
    public static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <summary>Whether a file could not be opened because somebody else has it.</summary>
    public static bool IsHeld(IOException exception) => exception.HResult is Windows or Linux or Mac;

    /// <summary>Whether a new file could not be made because there is one already.</summary>
    public static bool IsThere(IOException exception) => exception.HResult is WindowsExists or UnixExists;
}
