namespace Cnn.Dsl;

/// <summary>What the text of an argument looks like.</summary>
public enum ArgumentForm
{
    /// <summary>Nothing follows: the word itself is the argument.</summary>
    Word,

    /// <summary>A whole number: <c>32</c>.</summary>
    Integer,

    /// <summary>A number: <c>0.5</c>.</summary>
    Number,

    /// <summary>Two whole numbers: <c>5x5</c>.</summary>
    Extent,

    /// <summary>One or two whole numbers: <c>2</c> or <c>2x1</c>.</summary>
    IntegerOrExtent,

    /// <summary>Three whole numbers: <c>28x28x1</c>.</summary>
    Shape,

    /// <summary>Whole numbers with blanks between: <c>1 2 2 1</c>.</summary>
    Integers,

    /// <summary>Numbers with blanks between: <c>0.485 0.456 0.406</c>.</summary>
    Numbers,

    /// <summary>A text between quotation marks: <c>"0 1 2, 1 2 3"</c>.</summary>
    Text,

    /// <summary>One word of a list: <c>he_normal</c>.</summary>
    Name,
}

/// <summary>An argument that stands at a fixed place after the layer's keyword.</summary>
/// <param name="Argument">Its name, the same as in the attribute.</param>
/// <param name="Form">What it looks like.</param>
/// <param name="Expected">What to call it when it is missing, for example <c>the number of maps</c>.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public sealed record PositionalSyntax(string Argument, ArgumentForm Form, string Expected, bool IsOptional = false);

/// <summary>An argument that a word introduces, anywhere after the positional ones.</summary>
/// <param name="Keyword">The word.</param>
/// <param name="Argument">The argument's name, the same as in the attribute.</param>
/// <param name="Form">What follows the word.</param>
/// <param name="Constant">The value, where the form is <see cref="ArgumentForm.Word"/>.</param>
public sealed record OptionSyntax(string Keyword, string Argument, ArgumentForm Form, ArgumentValue? Constant = null)
{
    /// <summary>The words that may follow, where the form is <see cref="ArgumentForm.Name"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>How a layer is written in text.</summary>
public sealed class LayerSyntax(IReadOnlyList<PositionalSyntax> positionals, IReadOnlyList<OptionSyntax> options)
{
    /// <summary>A layer that is nothing but its keyword.</summary>
    public static LayerSyntax KeywordOnly { get; } = new([], []);

    /// <summary>The arguments at fixed places, the optional ones last.</summary>
    public IReadOnlyList<PositionalSyntax> Positionals { get; } = positionals;

    /// <summary>The arguments that words introduce.</summary>
    public IReadOnlyList<OptionSyntax> Options { get; } = options;

    /// <summary>Whether it joins several layers: their names follow the keyword, or branches in braces.</summary>
    public bool JoinsInputs { get; init; }

    /// <summary>The keyword under which it joins the layers in braces with what they began with; null where there is none.</summary>
    public string? ResidualKeyword { get; init; }

    /// <summary>
    /// Whether it ends the layers in its braces, which branch off from the others: what follows the braces reads what stood before them.
    /// </summary>
    public bool EndsHead { get; init; }

    /// <summary>Whether braces may follow it.</summary>
    internal bool HasBraces => JoinsInputs || EndsHead;

    /// <summary><c>same</c>, <c>valid</c> and <c>pad</c>.</summary>
    public static IReadOnlyList<OptionSyntax> PaddingOptions { get; } =
    [
        new("same", "padding", ArgumentForm.Word, new WordValue("same")),
        new("valid", "padding", ArgumentForm.Word, new WordValue("valid")),
        new("pad", "pad", ArgumentForm.Integers),
    ];

    /// <summary>The activations that a layer may end in.</summary>
    public static IReadOnlyList<OptionSyntax> ActivationOptions { get; } =
        ((Activation[])Enum.GetValues(typeof(Activation)))
            .Where(activation => activation != Activation.None)
            .Select(activation => activation.ToString().ToLowerInvariant())
            .Select(word => new OptionSyntax(word, "activation", ArgumentForm.Word, new WordValue(word))).ToArray();

    /// <summary><c>init</c> and <c>init_value</c>: how the first weights are drawn.</summary>
    public static IReadOnlyList<OptionSyntax> InitOptions { get; } =
    [
        new("init", "init", ArgumentForm.Name) { Words = WeightInit.Words },
        new("init_value", "initValue", ArgumentForm.Number),
    ];

    /// <summary><c>bias</c> and <c>nobias</c>.</summary>
    public static IReadOnlyList<OptionSyntax> BiasOptions { get; } =
    [
        new("bias", "bias", ArgumentForm.Word, new BooleanValue(true)),
        new("nobias", "bias", ArgumentForm.Word, new BooleanValue(false)),
    ];
}
