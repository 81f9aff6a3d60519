namespace Cnn.Dsl;

/// <summary>An argument as it was written, its whole numbers not yet computed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Constant">Its value, where no parameter can be in it.</param>
/// <param name="Integers">Otherwise its whole numbers.</param>
/// <param name="IsList">Whether they are a list even where there is only one.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record ArgumentTemplate(
    string Name, ArgumentValue? Constant, IReadOnlyList<Expression> Integers, bool IsList, SourceRange Range)
{
    /// <summary>What stands for it, where that is not its name.</summary>
    public string? Word { get; init; }

    /// <summary>The attribute's property or parameter; null in text.</summary>
    public string? Property { get; init; }

    /// <summary>Computes it; null, and an issue, where that does not come out.</summary>
    public ArgumentDeclaration? Evaluate(IReadOnlyList<long> arguments, TokenReader tokens)
    {
        if (Constant is not null) return new(Name, Constant, Range) { Word = Word, Property = Property };
        var values = new long[Integers.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (Integers[i].Evaluate(arguments, tokens) is not { } value) return null;
            values[i] = value;
        }
        return new(Name, IsList ? new IntegersValue(new(values)) : new IntegerValue(values[0]), Range) { Word = Word, Property = Property };
    }
}
