namespace Cnn.Dsl.Tests;

/// <summary>
/// Declarations as the reader of attributes builds them: arguments are called like the attributes' properties, in camel case.
/// </summary>
internal static class Declare
{
    public static NetworkDeclaration Network(params LayerDeclaration[] layers) =>
        new("", new("Net", RangeAt(1)), false, EquatableArray<ArgumentDeclaration>.Empty, TrainedActivations.WriteOut(new(layers)));

    public static LayerDeclaration Input(int height, int width, int channels) =>
        Layer("input", ("height", height), ("width", width), ("channels", channels));

    public static LayerDeclaration Layer(string keyword, params (string Name, object Value)[] arguments) => new(
        keyword,
        RangeAt(100),
        null,
        EquatableArray<Located<string>>.Empty,
        arguments.Select((argument, i) => new ArgumentDeclaration(argument.Name, Value(argument.Value), RangeAt(200 + i))
        {
            Property = Capital(argument.Name),
        }).ToEquatableArray())
    {
        Attribute = LayerCatalog.ByKeyword.TryGetValue(keyword, out var layer)
            ? layer.AttributeName : BlockCatalog.ByKeyword[keyword].AttributeName,
    };

    /// <summary>As a property is called, and as messages begin that name it.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static SourceRange RangeOfArgument(int index) => RangeAt(200 + index);

    public static SourceRange RangeOfLayer => RangeAt(100);

    private static SourceRange RangeAt(int start) => new("Net.cs", start, 1, 0, start, 0, start + 1);

    private static ArgumentValue Value(object value) => value switch
    {
        int integer => new IntegerValue(integer),
        double number => new NumberValue(number),
        bool boolean => new BooleanValue(boolean),
        Enum word => new WordValue(word.ToString().ToLowerInvariant()),
        string text => new TextValue(text),
        int[] integers => new IntegersValue(integers.Select(integer => (long)integer).ToEquatableArray()),
        double[] numbers => new NumbersValue(numbers.ToEquatableArray()),
        _ => throw new ArgumentException("No attribute takes this.", nameof(value)),
    };
}
