using CsCheck;
using Cnn.Dsl;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Draws declarations without any text: layers of the catalogue with arguments of the right form and any value, named and joined at random.
/// Each part has a range of its own.
/// </summary>
internal static class RandomDeclaration
{
    private static readonly Gen<long> s_integer = Gen.Frequency(
        (12, Gen.Long[1, 5]), (2, Gen.Long[-1, 40]),
            (1, Gen.OneOf(long.MinValue, int.MinValue, 65_536L, 536_870_912L, int.MaxValue, int.MaxValue + 1L, long.MaxValue)));

    private static readonly Gen<string> s_name = Gen.OneOf("a", "b", "conv1", "input", "relu1", "", "save", "1/2");

    private static readonly Gen<LayerDeclaration> s_layer = Gen.Select(
        Gen.OneOf([.. LayerCatalog.All]), Gen.Double.Unit.Array[40], s_integer.Array[60], s_name.Array[4], Gen.Int[0, 3]).Select(Layer);

    private static readonly Gen<LayerDeclaration> s_input = s_integer.Where(value => value is > 0 and < 50).Array[3]
        .Select(shape => new LayerDeclaration("input", SourceRange.None, null, default,
            new(new ArgumentDeclaration("shape", new IntegersValue(new(shape)), SourceRange.None))));

    /// <summary>A network, and all the ranges that are in it.</summary>
    public static Gen<(NetworkDeclaration Network, HashSet<SourceRange> Ranges)> Networks { get; } =
        Gen.Select(s_input, s_layer.Array[0, 6], s_integer, Gen.Bool).Select((input, layers, batch, hasBatch) =>
        {
            var ranges = new HashSet<SourceRange>();
            SourceRange Next()
            {
                var range = new SourceRange("", ranges.Count, 1, 0, ranges.Count, 0, ranges.Count + 1);
                ranges.Add(range);
                return range;
            }
            LayerDeclaration Placed(LayerDeclaration layer) => layer with
            {
                Range = Next(),
                Name = layer.Name is { } name ? new(name.Value, Next()) : null,
                From = layer.From.Select(from => new Located<string>(from.Value, Next())).ToEquatableArray(),
                Arguments = layer.Arguments.Select(argument => argument with { Range = Next() }).ToEquatableArray(),
            };
            var placed = layers.Prepend(input).Select(Placed).ToEquatableArray();
            EquatableArray<ArgumentDeclaration> options = hasBatch ? new(new ArgumentDeclaration("batch", new IntegerValue(batch), Next()))
                : default;
            return (new NetworkDeclaration("", new("Net", Next()), false, options, TrainedActivations.WriteOut(placed)), ranges);
        });

    // Numbers are taken from what was drawn as they are needed, so that smaller draws are simpler layers.
    private static LayerDeclaration Layer(LayerDefinition definition, double[] chances, long[] integers, string[] names, int joined)
    {
        var (chance, integer) = (new Queue<double>(chances), new Queue<long>(integers));
        var syntax = definition.Syntax;
        var arguments = new List<ArgumentDeclaration>();
        foreach (var positional in syntax.Positionals)
            if (chance.Dequeue() < 0.95) arguments.Add(new(positional.Argument, Value(positional.Form, null), SourceRange.None));
        foreach (var option in syntax.Options)
            if (chance.Dequeue() < 0.12 && arguments.All(argument => argument.Name != option.Argument))
                arguments.Add(new(option.Argument, Value(option.Form, option.Constant), SourceRange.None));
        var from = syntax.JoinsInputs ? names.Take(joined) : names.Take(chance.Dequeue() < 0.1 ? 1 : 0);
        return new(
            definition.Keyword, SourceRange.None, chance.Dequeue() < 0.3 ? new(names[3], SourceRange.None) : null,
            from.Select(name => new Located<string>(name, SourceRange.None)).ToEquatableArray(), arguments.ToEquatableArray());

        ArgumentValue Value(ArgumentForm form, ArgumentValue? constant) => form switch
        {
            ArgumentForm.Word => constant!,
            ArgumentForm.Integer => new IntegerValue(integer.Dequeue()),
            ArgumentForm.Number => new NumberValue(integer.Dequeue() / 4.0),
            ArgumentForm.Numbers =>
                new NumbersValue(Integers((int)(integer.Peek() & 3) + 1).Values.Select(value => value / 4.0).ToEquatableArray()),
            ArgumentForm.Extent => Integers(2),
            ArgumentForm.IntegerOrExtent => integer.Peek() % 2 == 0 ? new IntegerValue(integer.Dequeue()) : Integers(2),
            ArgumentForm.Shape => Integers(3),
            ArgumentForm.Integers => Integers((int)(integer.Peek() & 3) + 1),
            _ => new TextValue(names[0]),
        };

        IntegersValue Integers(int count) => new(Enumerable.Range(0, count).Select(_ => integer.Dequeue()).ToEquatableArray());
    }
}
