namespace Cnn.Runtime.Tests;

/// <summary>Reference data outside the repository.</summary>
internal static class TestData
{
    /// <summary>A file in the folder that <c>CNN_TEST_DATA</c> names; without it the test is skipped.</summary>
    public static string Require(params string[] path)
    {
        string? folder = Environment.GetEnvironmentVariable("CNN_TEST_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "CNN_TEST_DATA names no folder of test data.");
        string found = Path.Combine([folder, .. path]);
        Skip.IfNot(Path.Exists(found), $"The folder of CNN_TEST_DATA has no {Path.Combine(path)}.");
        return found;
    }
}
