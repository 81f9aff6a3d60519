using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>CnnVectorWidths: in which vector widths kernels are written.</summary>
public class VectorWidthTests
{
    private const string Text = "network Net { input 8x8x3, conv 20 3x3 pad 1 relu, conv 20 2x2 stride 2, maxpool 2x2, dense 4, softmax }";

    [Theory]
    [InlineData("", 512, 256, 128)]
    [InlineData("512;256;128", 512, 256, 128)]
    [InlineData("128, 512", 512, 128)]
    [InlineData("512", 512)]
    [InlineData("256", 256)]
    [InlineData("128", 128)]
    public void Kernels_AreWrittenInTheGivenWidths(string property, params int[] widths)
    {
        var result = Harness.Compile(("Net.csproj", $"<CnnVectorWidths>{property}</CnnVectorWidths>"), ("Net.cnn", Text));
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
        var assembly = result.LoadAssembly();
        var network = assembly.GetType("Net")!;
        foreach (int width in new[] { 512, 256, 128 })
        {
            var kernels = assembly.GetType($"Cnn.Generated.Net.Kernels{width}");
            Assert.Equal(widths.Contains(width), kernels is not null);
            if (kernels is null) continue;
            var methods = kernels.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            Assert.NotEmpty(methods);
            Assert.All(methods, method => Assert.EndsWith($"_V{width}", method.Name));
        }
        Assert.Equal(widths, ((NetworkInfo)network.GetProperty("Info")!.GetValue(null)!).VectorWidths);
    }
}
