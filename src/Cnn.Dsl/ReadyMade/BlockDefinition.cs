namespace Cnn.Dsl;

/// <summary>An attribute that stands for a block.</summary>
/// <param name="AttributeName">The name of its class in namespace <c>Cnn</c>, without <c>Attribute</c>.</param>
/// <param name="Block">The block's name.</param>
/// <param name="Parameters">The attribute's arguments that are the block's parameters, in their order.</param>
/// <param name="Required">How many of them are always written; leaving out the others asks for the block with fewer parameters.</param>
public sealed record BlockDefinition(string AttributeName, string Block, EquatableArray<string> Parameters, int Required)
{
    /// <summary>What its declaration has for a keyword: no word that text can have.</summary>
    public string Keyword => "[" + AttributeName + "]";
}
