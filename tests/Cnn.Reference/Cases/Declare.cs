using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Declares networks without text and without attributes, so that a proof of the rules or of the interpreter needs neither reader.
/// </summary>
public static class Declare
{
    /// <summary>A network of these layers, the input first.</summary>
    public static NetworkDeclaration Network(string name, int inferenceBatch, params LayerDeclaration[] layers) =>
        new("", new(name, SourceRange.None), false, new([new("inferenceBatch", new IntegerValue(inferenceBatch), SourceRange.None)]),
            new(layers));

    /// <summary>The input, height × width × channels.</summary>
    public static LayerDeclaration Input(int height, int width, int channels) =>
        Layer("input", ("shape", new[] { height, width, channels }));

    /// <summary>A layer; values are whole numbers, fractions, truth values, words or arrays of whole numbers.</summary>
    public static LayerDeclaration Layer(string keyword, params (string Name, object Value)[] arguments) =>
        new(keyword, SourceRange.None, null, EquatableArray<Located<string>>.Empty,
            arguments.Select(argument => new ArgumentDeclaration(argument.Name, ValueOf(argument.Value), SourceRange.None))
            .ToEquatableArray());

    /// <summary>The network that a declaration without errors means.</summary>
    public static NetworkSpec Resolve(NetworkDeclaration declaration)
    {
        var result = Resolver.Resolve(declaration);
        return result.Spec ?? throw new ArgumentException(
            $"Network '{declaration.Name.Value}' is wrong: {string.Join("; ", result.Issues.Select(issue => issue.Message))}",
            nameof(declaration));
    }

    private static ArgumentValue ValueOf(object value) => value switch
    {
        int integer => new IntegerValue(integer),
        double number => new NumberValue(number),
        bool truth => new BooleanValue(truth),
        string word => new WordValue(word),
        int[] integers => new IntegersValue(integers.Select(integer => (long)integer).ToEquatableArray()),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no argument of a layer.", nameof(value)),
    };
}
