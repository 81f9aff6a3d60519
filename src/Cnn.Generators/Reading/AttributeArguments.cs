using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>Brings the values of an attribute's arguments together with the expressions that they were written as.</summary>
internal static class AttributeArguments
{
    /// <summary>An argument that was written.</summary>
    /// <param name="Name">Its name in camel case.</param>
    /// <param name="Spelled">The property or parameter, as C# spells it.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Expression">What was written for it.</param>
    internal sealed record Written(string Name, string Spelled, TypedConstant Value, ExpressionSyntax Expression);

    /// <summary>
    /// The arguments that were written, in the order of the source; names are those of constructor parameters and properties, in camel
    /// case.
    /// </summary>
    public static IEnumerable<Written> Of(CnnAttributes.Application application)
    {
        var syntax = application.Syntax.ArgumentList?.Arguments ?? default;
        return Constructor(application.Data, syntax).Concat(Named(application.Data, syntax))
            .OrderBy(argument => argument.Expression.SpanStart);
    }

    /// <summary>Whether C# reports an error at an argument, or at the attribute as a whole.</summary>
    public static bool HaveErrors(CnnAttributes.Application application)
    {
        var data = application.Data;
        int named = application.Syntax.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0;
        return data.AttributeConstructor is null
            || named != data.NamedArguments.Length
            || data.ConstructorArguments.Any(IsErroneous)
            || data.NamedArguments.Any(argument => IsErroneous(argument.Value));
    }

    /// <summary>
    /// The strings of an argument that is a list of them, each where it was written; all at the whole argument where that cannot be said.
    /// </summary>
    public static EquatableArray<Located<string>> Strings(CnnAttributes.Application application, Written written)
    {
        if (written.Value is not { Kind: TypedConstantKind.Array, IsNull: false,
            Values: var values }) return EquatableArray<Located<string>>.Empty;
        ExpressionSyntax[] expressions = written.Expression switch
        {
            CollectionExpressionSyntax collection =>
                [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
            ArrayCreationExpressionSyntax { Initializer.Expressions: var elements } => [.. elements],
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var elements } => [.. elements],
            _ => [.. application.Syntax.ArgumentList!.Arguments.Where(argument => argument.NameEquals is null)
                .Select(argument => argument.Expression)],
        };
        return values
            .Select((value, i) => new Located<string>(
                value.Value as string
                    ?? "", SourceRanges.RangeOf(expressions.Length == values.Length ? expressions[i] : written.Expression)))
            .ToEquatableArray();
    }

    private static bool IsErroneous(TypedConstant value) =>
        value.Kind == TypedConstantKind.Error
            || (value is { Kind: TypedConstantKind.Array, IsNull: false } && value.Values.Any(IsErroneous));

    private static IEnumerable<Written> Constructor(AttributeData data, SeparatedSyntaxList<AttributeArgumentSyntax> syntax)
    {
        if (data.AttributeConstructor is not { } constructor) yield break;
        var arguments = syntax.Where(argument => argument.NameEquals is null).ToArray();
        for (int i = 0; i < constructor.Parameters.Length && i < data.ConstructorArguments.Length; i++)
        {
            string parameter = constructor.Parameters[i].Name;
            var written = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
                ?? (i < arguments.Length && arguments[i].NameColon is null ? arguments[i] : null);
            if (written is not null) yield return new(CamelCase(parameter), parameter, data.ConstructorArguments[i], written.Expression);
        }
    }

    private static IEnumerable<Written> Named(AttributeData data, SeparatedSyntaxList<AttributeArgumentSyntax> syntax)
    {
        foreach (var argument in data.NamedArguments)
        {
            var written = syntax.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == argument.Key);
            if (written is not null) yield return new(CamelCase(argument.Key), argument.Key, argument.Value, written.Expression);
        }
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
