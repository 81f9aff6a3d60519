using System.Reflection;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cnn.CodeFixes.Tests;

public class ExportTests
{
    private static readonly Type[] s_fixes = [.. typeof(NetworkCodeFix).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(NetworkCodeFix)))];

    [Fact]
    public void EveryFix_IsFoundByEditors()
    {
        Assert.NotEmpty(s_fixes);
        Assert.All(s_fixes, fix =>
        {
            Assert.Equal([LanguageNames.CSharp], fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
            Assert.NotNull(fix.GetCustomAttribute<System.Composition.SharedAttribute>());
        });
    }

    [Fact]
    public void EveryFix_IsForDiagnosticsOfTheAnalyzer()
    {
        // And of C# itself, where that is the one to say it.
        string[] known = [.. new NetworkAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id),
            SingleNumberCodeFix.NoConversion];
        Assert.All(s_fixes, fix =>
        {
            var ids = ((NetworkCodeFix)Activator.CreateInstance(fix)!).FixableDiagnosticIds;
            Assert.NotEmpty(ids);
            Assert.All(ids, id => Assert.Contains(id, known));
        });
    }

    [Fact]
    public void Generator_KnowsNothingOfWorkspaces() =>
        Assert.DoesNotContain(typeof(NetworkGenerator).Assembly.GetReferencedAssemblies(), reference =>
            reference.Name!.Contains("Workspaces", StringComparison.Ordinal));
}
