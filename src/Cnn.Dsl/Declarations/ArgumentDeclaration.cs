namespace Cnn.Dsl;

/// <summary>An argument as it was written.</summary>
/// <param name="Name">Its name in camel case, the same for both spellings: <c>kernel</c>, <c>kernelHeight</c>, <c>padding</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Range">Where the value stands.</param>
public sealed record ArgumentDeclaration(string Name, ArgumentValue Value, SourceRange Range)
{
    /// <summary>
    /// What stands for it in text, where that is not its name: <c>same</c>, <c>count_pad</c>, <c>3x3</c>; null with attributes.
    /// </summary>
    public string? Word { get; init; }

    /// <summary>The attribute's property or parameter, as C# spells it: <c>KernelHeight</c>; null in text.</summary>
    public string? Property { get; init; }

    /// <summary>Whether it was written in text.</summary>
    public bool IsText => Word is not null;

    /// <summary>What messages call it.</summary>
    public string Shown => Word ?? Property ?? Name;
}
