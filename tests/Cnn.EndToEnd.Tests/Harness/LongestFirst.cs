using Cnn.EndToEnd.Tests;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, LongestFirst.AssemblyName)]

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Begins with the classes that take longest. The tests of a class follow one another, so that a long one that began last would have the
/// machine to itself.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    internal const string Name = "Cnn.EndToEnd.Tests.LongestFirst", AssemblyName = "Cnn.EndToEnd.Tests";

    private static readonly string[] s_longest =
        [nameof(WidthTests), nameof(GradientCheckTests), nameof(WrongGradientTests), nameof(GradientTests), nameof(KilledTrainingTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => PlaceOf(collection.DisplayName)).ThenBy(collection => collection.DisplayName,
            StringComparer.Ordinal);

    // A class that names no collection is one of its own: "Test collection for Cnn.EndToEnd.Tests.WidthTests".
    private static int PlaceOf(string collection)
    {
        int place = Array.IndexOf(s_longest, collection[(collection.LastIndexOf('.') + 1)..]);
        return place < 0 ? s_longest.Length : place;
    }
}
