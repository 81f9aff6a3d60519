namespace Cnn.EndToEnd.Tests;

/// <summary>Files that the repository does not hold; the folder is named by the environment variable CNN_TEST_DATA.</summary>
internal static class TestData
{
    /// <summary>The path of a file below the folder; skips the test where there is no folder or no such file.</summary>
    public static string Require(params string[] path) => Require(File.Exists, path);

    /// <summary>The path of a folder below the folder; skips the test likewise.</summary>
    public static string RequireFolder(params string[] path) => Require(Directory.Exists, path);

    private static string Require(Predicate<string> exists, string[] path)
    {
        string? folder = Environment.GetEnvironmentVariable("CNN_TEST_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "CNN_TEST_DATA names no folder of test data.");
        string file = Path.Combine([folder!, "data", .. path]);
        Skip.IfNot(exists(file), $"The folder of CNN_TEST_DATA has no {Path.Combine(["data", .. path])}.");
        return file;
    }
}
