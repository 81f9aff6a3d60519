using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class DocumentationTests
{
    // What the runtime's attributes make the compiler say.
    private static IEnumerable<string> CompilerIds => typeof(NetworkInfo).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId).OfType<string>().Distinct();

    public static TheoryData<string> Ids() => [.. IssueCatalog.All.Select(issue => issue.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryId_HasAPage(string id)
    {
        var issue = IssueCatalog.All.Single(candidate => candidate.Id == id);
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", id + ".md"));
        Assert.StartsWith($"# {id}: {issue.Title}\n", page);
        Assert.Contains("\n## Wrong\n", page);
        Assert.Contains("\n## Right\n", page);
        Assert.Contains("\n## Why\n", page);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "README.md")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void WrongExample_GivesTheDiagnostic_AndTheRightOneNone(string id)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", id + ".md"));
        string[] parts = page.Split("\n## Wrong\n")[1].Split("\n## Right\n");
        foreach (var files in Examples(parts[0]))
        {
            var wrong = Harness.Compile(files);
            // Most is found in the declarations; generated code is bound for what is not.
            if (wrong.DeclarationDiagnostics.All(diagnostic => diagnostic.Id != id))
                Assert.Contains(id, wrong.Diagnostics.Select(diagnostic => diagnostic.Id));
        }
        var right = Examples(parts[1].Split("\n## Why\n")[0]).ToArray();
        Assert.NotEmpty(right);
        // Most are too small to follow all advice.
        bool isAdvice = IssueCatalog.All.Single(issue => issue.Id == id).Severity == IssueSeverity.Advice;
        foreach (var files in right)
            Assert.Empty(Harness.Compile(files).Diagnostics.Where(diagnostic => isAdvice || diagnostic.Severity > DiagnosticSeverity.Info));
    }

    // A path of the repository's is nothing that a package's user could open.
    [Fact]
    public void PagesThatMessagesName_AreThere_AndNamedByTheirAddress()
    {
        var named = IssueCatalog.All.SelectMany(issue => (issue.Message + " " + issue.Advice).Split(' '))
            .Where(word => word.Contains("docs/") || word.Contains(".md")).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, address =>
        {
            Assert.StartsWith(IssueCatalog.Documentation, address);
            string[] parts = address[IssueCatalog.Documentation.Length..].Split('#');
            string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", parts[0]));
            if (parts.Length > 1) Assert.Contains(parts[1], page.Split('\n').Where(line => line.StartsWith('#')).Select(Anchor));
        });
        Assert.All(new NetworkAnalyzer().SupportedDiagnostics, descriptor =>
            Assert.Equal($"{IssueCatalog.Documentation}diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri));

        // As GitHub makes them of headings.
        static string Anchor(string heading) => new([.. heading.TrimStart('#').Trim().ToLowerInvariant()
            .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-').Select(letter => letter == ' ' ? '-' : letter)]);
    }

    [Fact]
    public void CompilersOwnDiagnostic_ComesForTheWrongExample_AndNotForTheRightOne()
    {
        string id = Assert.Single(CompilerIds), page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", id + ".md"));
        string[] parts = page.Split("\n## Wrong\n")[1].Split("\n## Right\n");
        var found = Assert.Single(Harness.Compile(Examples(parts[0]).Single()).Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Contains("a wrong count reads or writes memory that is not the caller's", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal($"https://github.com/cnngen/cnngen/blob/main/docs/diagnostics/{id}.md", found.Descriptor.HelpLinkUri);
        Assert.Empty(Harness.Compile(Examples(parts[1]).Single()).Diagnostics);
        Assert.Contains($"[{id}]({id}.md)", File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "README.md")));
    }

    [Fact]
    public void NoPage_IsLeftOver()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "CNN*.md")
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(IssueCatalog.All.Select(issue => issue.Id).Concat(CompilerIds).Order(StringComparer.Ordinal),
            pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReleaseFiles_ListEveryDescriptor()
    {
        string[] lines = [.. new[] { "Shipped", "Unshipped" }.SelectMany(state =>
            File.ReadAllLines(Path.Combine(Repository.Root, "src", "Cnn.Generators", $"AnalyzerReleases.{state}.md")))];
        var listed = lines.Where(line => line.StartsWith("CNN", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var supported = new NetworkAnalyzer().SupportedDiagnostics.Select(descriptor =>
            $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
        Assert.Equal(supported.Order(StringComparer.Ordinal), listed);
    }

    // A page's examples by their fence: each block of C# is a program; blocks of text that follow a line "File" or one another are one
    // build.
    private static IEnumerable<(string, string)[]> Examples(string section)
    {
        string[] fences = section.Split("```");
        var together = new List<(string, string)>();
        for (int i = 1; i < fences.Length; i += 2)
        {
            int line = fences[i].IndexOf('\n');
            string language = fences[i][..line].Trim(), text = fences[i][(line + 1)..];
            bool joins = fences[i - 1].Contains("together with", StringComparison.Ordinal);
            if (!joins && together.Count > 0)
            {
                yield return [.. together];
                together.Clear();
            }
            // A comment on the first line may name the file.
            string first = text.Split('\n')[0], name = first.StartsWith("# ", StringComparison.Ordinal)
                && first.EndsWith(".cnn", StringComparison.Ordinal) ? first[2..] : $"Example{i}.cnn";
            together.Add(language switch { "csharp" => ($"Example{i}.cs", "using Cnn;\n" + text), "xml" => ($"Example{i}.csproj", text),
                _ => (name, text) });
        }
        if (together.Count > 0) yield return [.. together];
    }
}
