namespace Cnn.Dsl;

/// <summary>A block: statements over parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What its parameters are called.</param>
/// <param name="Statements">Its statements.</param>
/// <param name="Size">What one use becomes.</param>
/// <param name="HasMistakes">Whether something of it, or of a block that it uses, is wrong.</param>
internal sealed record BlockTemplate(
    string Name, IReadOnlyList<string> Parameters, IReadOnlyList<StatementTemplate> Statements, ExpansionSize Size, bool HasMistakes);
