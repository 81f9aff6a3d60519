using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cnn.TestSupport;

/// <summary>MSBuild properties as the compiler hands them to generators.</summary>
public sealed class BuildProperties(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    private readonly Options _global =
        new(properties.ToDictionary(property => "build_property." + property.Name, property => property.Value,
            StringComparer.OrdinalIgnoreCase));
    private readonly Options _none = new([]);

    /// <summary>These, and another.</summary>
    public BuildProperties And(string name, string value) => new([.. properties, (name, value)]);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => _global;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _none;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _none;

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
