using System.Text;

namespace Cnn.TestSupport;

/// <summary>
/// The accepted files of one test, in Verify's format to the letter: <c>{test}#{hint}.verified.cs</c> and <c>{test}.verified.txt</c>, UTF-8
/// with
/// byte order mark, <c>\n</c> between lines and none at the end.
/// </summary>
internal sealed class SnapshotFolder(string folder, string test)
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>
    /// Compares files, by what follows the test's name in theirs (<c>#LeNet5.g.cs</c>, <c>.txt</c>), with the accepted ones.
    /// </summary>
    public void Verify(IEnumerable<(string Suffix, string Text)> files)
    {
        foreach (string stale in Existing("received")) File.Delete(stale);
        var report = new List<string>();
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (suffix, text) in files)
        {
            string verified = PathOf(suffix, "verified"), received = PathOf(suffix, "received");
            made.Add(verified);
            string written = text.ReplaceLineEndings("\n").TrimEnd('\n');
            byte[] bytes = [.. s_encoding.GetPreamble(), .. s_encoding.GetBytes(written)];
            bool exists = File.Exists(verified);
            if (exists && File.ReadAllBytes(verified).AsSpan().SequenceEqual(bytes)) continue;

            Directory.CreateDirectory(folder);
            File.WriteAllBytes(received, bytes);
            report.Add($"{(exists ? "NotEqual" : "New")}: {Path.GetFileName(received)}");
            if (exists) report.Add(Explain(verified, written));
        }
        report.AddRange(Existing("verified").Where(path => !made.Contains(path)).Select(path => $"Delete: {Path.GetFileName(path)}"));
        if (report.Count == 0) return;
        throw new SnapshotException($"Snapshots in {folder} differ. Accept by renaming .received. to .verified.\n"
            + string.Join("\n", report));
    }

    private static string Explain(string verified, string written)
    {
        string accepted = File.ReadAllText(verified);
        return accepted == written ? "  The text is equal; the byte order mark is missing." : LineDifference.Of(accepted, written);
    }

    private string PathOf(string suffix, string state)
    {
        int extension = suffix.LastIndexOf('.');
        return Path.Combine(folder, $"{test}{suffix[..extension]}.{state}{suffix[extension..]}");
    }

    // Not by a pattern: '[' and other letters of a parameter's value would mean something in it.
    private IEnumerable<string> Existing(string state) => !Directory.Exists(folder)
        ? []
        : Directory.GetFiles(folder).Where(IsOfTest)
            .Where(path => Path.GetFileNameWithoutExtension(path).EndsWith("." + state, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private bool IsOfTest(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(test, StringComparison.Ordinal) && name.Length > test.Length && name[test.Length] is '#' or '.';
    }
}
