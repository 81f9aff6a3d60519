using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>A correction that is offered.</summary>
/// <param name="Title">What the editor's menu says.</param>
/// <param name="Changes">What it changes in the file; no two overlap.</param>
/// <param name="Kind">Tells the corrections of one diagnostic apart, where there are several.</param>
internal sealed record Correction(string Title, IReadOnlyList<TextChange> Changes, string Kind = "");
