namespace Cnn.EndToEnd.Tests;

/// <summary>Files that the repository does not hold; the folder is named by the environment variable CNN_TEST_DATA.</summary>
internal static class TestData
{
    /// <summary>The path of a file below the folder; skips the test where there is no folder or no such file.</summary>
    public static string Require(params string[] path)
    {
        string? folder = Environment.GetEnvironmentVariable("CNN_TEST_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "CNN_TEST_DATA names no folder of test data.");
        string file = Path.Combine([folder!, "data", .. path]);
        Skip.IfNot(File.Exists(file), $"The folder of CNN_TEST_DATA has no {Path.Combine(["data", .. path])}.");
        return file;
    }
}
