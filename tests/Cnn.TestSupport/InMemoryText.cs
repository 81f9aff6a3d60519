using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.TestSupport;

/// <summary>An additional file that stands nowhere but in memory.</summary>
/// <param name="path">Its path.</param>
/// <param name="text">Its text; null for a file that the compiler cannot decode.</param>
public sealed class InMemoryText(string path, string? text) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text, System.Text.Encoding.UTF8);

    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
