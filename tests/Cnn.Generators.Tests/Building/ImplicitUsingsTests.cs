using Cnn.TestSupport;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>
/// What <c>using Cnn;</c> brings does not collide with what an SDK brings by itself: such a name would be CS0104 wherever it is used.
/// </summary>
public sealed class ImplicitUsingsTests
{
    // https://learn.microsoft.com/dotnet/core/project-sdk/overview#implicit-using-directives:
    // Microsoft.NET.Sdk's, then what those of the web and of workers add.
    private static readonly string[] s_namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private static readonly Compilation s_compilation = Harness.Compilation([]).AddReferences(AspNetCore());

    [Fact]
    public void PublicNames_CollideWithNoImplicitUsing()
    {
        var implicitNames = s_namespaces.SelectMany(TypesOf).ToLookup(NameInUse, type => type.ToDisplayString());
        string[] names = [.. TypesOf("Cnn").Select(NameInUse)];
        string[] some = ["NetworkAttribute", "ConvLayerAttribute", "Padding", "InferenceOptions", "Model`1"];
        Assert.Superset(some.ToHashSet(), names.ToHashSet());
        Assert.Empty(names.SelectMany(name => implicitNames[name]));
    }

    /// <summary>The test above looks where names are: each namespace has some, and ASP.NET's options are among them.</summary>
    [Fact]
    public void ImplicitUsings_AreFound()
    {
        Assert.All(s_namespaces, name => Assert.True(TypesOf(name).Any(), name));
        Assert.Contains("SessionOptions", TypesOf("Microsoft.AspNetCore.Builder").Select(NameInUse));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(string name)
    {
        var found = s_compilation.GlobalNamespace;
        foreach (string part in name.Split('.'))
            found = found.GetNamespaceMembers().Single(member => member.Name == part);
        return found.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public);
    }

    // Generic types of other arities stand beside one another.
    private static string NameInUse(INamedTypeSymbol type) => type.MetadataName;

    private static IEnumerable<MetadataReference> AspNetCore()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string shared = Path.GetFullPath(Path.Combine(runtime, "..", "..", "Microsoft.AspNetCore.App"));
        Assert.True(Directory.Exists(shared), $"The .NET SDK brings ASP.NET Core; expected it in {shared}.");
        string newest = Directory.GetDirectories(shared).MaxBy(VersionOf)!;
        return Directory.GetFiles(newest, "Microsoft.*.dll").Select(path => MetadataReference.CreateFromFile(path));

        static Version VersionOf(string folder) => Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version();
    }
}
