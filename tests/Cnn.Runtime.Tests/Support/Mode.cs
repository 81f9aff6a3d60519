namespace Cnn.Runtime.Tests;

/// <summary>Modes of files; on Windows, which has none, the test is skipped.</summary>
internal static class Mode
{
    public static void Set(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            throw new SkipException("Windows has no modes.");
        File.SetUnixFileMode(path, mode);
    }

    public static UnixFileMode Of(string path) => new FileInfo(path).UnixFileMode;
}
