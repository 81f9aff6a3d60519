using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>Steps that the pipeline needs more than once.</summary>
internal static class Providers
{
    /// <summary>Leaves out what is null.</summary>
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class =>
        values.Where(static value => value is not null)!;
}
