using System.Globalization;

namespace Cnn.Generators.Tests;

/// <summary>Runs what follows under a culture; the empty one is the invariant culture.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture, _beforeInterface = CultureInfo.CurrentUICulture;

    public CultureScope(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before, _beforeInterface);
}
