using System.Globalization;
using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>Reads constants of any attribute into the values that text has as well, with no knowledge of what they are for.</summary>
internal static class ConstantReader
{
    /// <summary>Reads one; null where nothing was said: a null array, or a value that is reported.</summary>
    public static ArgumentValue? Read(AttributeArguments.Written written, SourceRange range, Action<Issue> report) => written.Value switch
    {
        { IsNull: true } => null,
        { Kind: TypedConstantKind.Enum } value => Word(written.Spelled, value, range, report),
        { Kind: TypedConstantKind.Array,
            Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double or SpecialType.System_Single } } value =>
            new NumbersValue(value.Values.Select(Number).ToEquatableArray()),
        { Kind: TypedConstantKind.Array } value => new IntegersValue(value.Values.Select(Integer).ToEquatableArray()),
        { Value: bool value } => new BooleanValue(value),
        { Value: string value } => new TextValue(value),
        { Value: double or float } value => new NumberValue(Number(value)),
        { Value: sbyte or byte or short or ushort or int or uint or long } value => new IntegerValue(Integer(value)),
        _ => null,
    };

    private static long Integer(TypedConstant value) => Convert.ToInt64(value.Value, CultureInfo.InvariantCulture);

    private static double Number(TypedConstant value) => Convert.ToDouble(value.Value, CultureInfo.InvariantCulture);

    // A cast makes any number a value of an enumeration, so its members have to be asked.
    private static WordValue? Word(string argument, TypedConstant value, SourceRange range, Action<Issue> report)
    {
        var members = value.Type!.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToArray();
        if (members.FirstOrDefault(field => Equals(field.ConstantValue, value.Value)) is { } member) return new(
            member.Name.ToLowerInvariant());
        report(Issue.At(
            range, IssueCatalog.OutOfRange, argument, value.Value!, "one of "
                + string.Join(", ", members.Select(field => value.Type.Name + "." + field.Name))));
        return null;
    }
}
