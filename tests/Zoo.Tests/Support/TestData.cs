namespace Zoo.Tests;

/// <summary>Files that the repository does not hold; the folder is named by the environment variable CNN_TEST_DATA.</summary>
internal static class TestData
{
    /// <summary>The path of a file or folder below it; skips the test where there is none.</summary>
    public static string Require(params string[] path)
    {
        string? folder = Environment.GetEnvironmentVariable("CNN_TEST_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "CNN_TEST_DATA names no folder of test data.");
        string found = Path.Combine([folder!, .. path]);
        Skip.IfNot(Path.Exists(found), $"The folder of CNN_TEST_DATA has no {Path.Combine(path)}.");
        return found;
    }
}
