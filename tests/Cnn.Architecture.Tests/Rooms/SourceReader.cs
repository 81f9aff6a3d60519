using System.Xml.Linq;

namespace Cnn.Architecture.Tests;

/// <summary>Reads the projects below a folder from the disk.</summary>
internal static class SourceReader
{
    // What ImplicitUsings of Microsoft.NET.Sdk means.
    private static readonly string[] s_implicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>All projects below the folder <c>src</c>.</summary>
    public static IReadOnlyList<SourceProject> Read(string src) =>
    [
        .. Directory.EnumerateFiles(src, "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => ReadProject(src, file)),
    ];

    private static SourceProject ReadProject(string src, string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var items = XDocument.Load(projectFile).Descendants("ItemGroup").Elements().ToList();
        return new SourceProject(Path.GetFileNameWithoutExtension(projectFile))
        {
            References = [.. Includes(items, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(Slashes(path)))],
            Packages = [.. Includes(items, "PackageReference")],
            Usings = [.. s_implicitUsings, .. Includes(items, "Using")],
            Friends = [.. Includes(items, "InternalsVisibleTo")],
            Files = [.. OwnFiles(src, folder), .. SharedFiles(src, folder, items)],
        };
    }

    private static IEnumerable<string> Includes(IEnumerable<XElement> items, string kind) =>
        items.Where(item => item.Name.LocalName == kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static IEnumerable<SourceFile> OwnFiles(string src, string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: file, Path: Slashes(Path.GetRelativePath(src, file))))
            .Where(file => file.Path.Split('/')[1] is not ("bin" or "obj"))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Path, File.ReadAllText(file.File)));

    private static IEnumerable<SourceFile> SharedFiles(string src, string folder, IEnumerable<XElement> items) =>
        items.Where(item => item.Name.LocalName == "Compile" && item.Attribute("Include") is not null).Select(item =>
        {
            var file = Path.GetFullPath(Path.Combine(folder, Slashes(item.Attribute("Include")!.Value)));
            var link = item.Attribute("Link")?.Value
                ?? throw new InvalidDataException($"{folder}: a file of another project has a Link, which says its room.");
            string place = Path.GetRelativePath(src, Path.Combine(folder, link));
            return new SourceFile(Slashes(Path.GetRelativePath(src, file)), Slashes(place), File.ReadAllText(file));
        });

    private static string Slashes(string path) => path.Replace('\\', '/');
}
