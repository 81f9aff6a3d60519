using System.Globalization;

namespace Cnn.Dsl.Tests;

/// <summary>
/// Runs code as on a machine of another country: fi-FI writes minus as U+2212, de-DE swaps comma and point, ar-SA has other digits and
/// marks, tr-TR a dotless i.
/// </summary>
internal static class Cultures
{
    public static IReadOnlyList<string> Names { get; } = ["fi-FI", "de-DE", "ar-SA", "tr-TR"];

    public static T Under<T>(string culture, Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
