using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cnn.TestSupport;

/// <summary>
/// Compares what the generator writes with the accepted files in the folder <c>_snapshots</c> beside the test; <c>docs/snapshots.md</c>
/// tells how to accept.
/// </summary>
public static class Snapshots
{
    /// <summary>Compares the generated sources, and the diagnostics of the language if there are any.</summary>
    /// <param name="result">What was compiled.</param>
    /// <param name="parameters">The test's parameters, where it is a theory.</param>
    /// <param name="test">The test's method.</param>
    /// <param name="file">The test's file; the class is called like it.</param>
    /// <exception cref="SnapshotException">Something differs.</exception>
    public static void Verify(HarnessResult result, (string Name, object Value)[]? parameters = null, [CallerMemberName] string test = "",
        [CallerFilePath] string file = "")
    {
        var sources = result.GeneratedSources.Select(Source);
        var diagnostics = result.Diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("CNN", StringComparison.Ordinal)).ToArray();
        Folder(parameters, test, file)
            .Verify(diagnostics.Length == 0 ? sources : sources.Append((".txt", SnapshotDiagnostics.Write(diagnostics))));
    }

    /// <summary>Compares some of the generated sources, by their hint names.</summary>
    /// <inheritdoc cref="Verify(HarnessResult, ValueTuple{string, object}[], string, string)"/>
    public static void Verify(
        IEnumerable<KeyValuePair<string, string>> sources,
        (string Name, object Value)[]? parameters = null,
        [CallerMemberName] string test = "",
        [CallerFilePath] string file = "") =>
        Folder(parameters, test, file).Verify(sources.Select(Source));

    /// <summary>Compares a text.</summary>
    /// <inheritdoc cref="Verify(HarnessResult, ValueTuple{string, object}[], string, string)"/>
    public static void Verify(string text, (string Name, object Value)[]? parameters = null, [CallerMemberName] string test = "",
        [CallerFilePath] string file = "") =>
        Folder(parameters, test, file).Verify([(".txt", text)]);

    private static (string Suffix, string Text) Source(KeyValuePair<string, string> source) =>
        ($"#{Path.ChangeExtension(source.Key, null)}.cs", $"//HintName: {source.Key}\n{source.Value}");

    private static SnapshotFolder Folder((string Name, object Value)[]? parameters, string test, string file)
    {
        var values = (parameters ?? [])
            .Select(parameter => string.Create(CultureInfo.InvariantCulture, $"_{parameter.Name}={parameter.Value}"));
        return new(Path.Combine(Path.GetDirectoryName(file)!, "_snapshots"),
            $"{Path.GetFileNameWithoutExtension(file)}.{test}{string.Concat(values)}");
    }
}
