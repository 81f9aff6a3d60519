using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>
/// Each wrong declaration gets exactly the diagnostics that are marked in it, and nobody else has anything to say: no exception, no error
/// of C#.
/// </summary>
public class WrongDeclarationTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Cnn.Generators.Tests", "Diagnostics", "Wrong");

    private static readonly Dictionary<string, WrongDeclaration> s_all = new[]
    {
        Read("Attributes", "using Cnn;\n\n[Network, Input(8, 8, 4)]\n{0}\npublic partial class Net;\n", "Net.cs"),
        Read("LayerOptions", "using Cnn;\n\n[Network, Input(8, 8, 4)]\n{0}\npublic partial class Net;\n", "Net.cs"),
        Read("ReadyMade", "using Cnn;\n\n[Network, Input(8, 8, 4)]\n{0}\npublic partial class Net;\n", "Net.cs"),
        Read("Classes", "using Cnn;\n\n{0}\n", "Net.cs"),
        Read("Sources", "using Cnn;\n\n[Network(Source = {0})]\npublic partial class Net;\n", "Net.cs"),
        Read("Statements", "network Net {\n  input 8x8x4\n  {0}\n}\n", "Net.cnn"),
        Read("Auxiliaries", "network Net {\n  input 8x8x4\n  {0}\n}\n", "Net.cnn"),
        Read("Files", "{0}", "Net.cnn"),
        Read("Uses", "{0}", "Net.cnn"),
    }.SelectMany(cases => cases).ToDictionary(one => one.Name);

    public static TheoryData<string> Names() => [.. s_all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongDeclaration_GetsExactlyItsDiagnostics(string name)
    {
        var wrong = s_all[name];
        var result = Harness.Compile(wrong.Files);
        Assert.Equal(Sorted(wrong.Expected), Sorted(result.Diagnostics.Select(PlaceOf)));
        Assert.Empty(result.GeneratorDiagnostics);
    }

    [Fact]
    public void Declarations_AreTwoHundredOrMore()
    {
        Assert.True(s_all.Count >= 200, $"There are {s_all.Count}.");
        Assert.Equal(s_all.Count, s_all.Values.Select(wrong => string.Join('\0', wrong.Files.Select(file => file.Text))).Distinct()
            .Count());
        Assert.All(s_all.Values, wrong => Assert.NotEmpty(wrong.Expected));
    }

    private static IEnumerable<WrongDeclaration> Read(string file, string frame, string name) =>
        WrongDeclaration.Read(Path.Combine(s_folder, file + ".txt"), frame, name);

    private static string Sorted(IEnumerable<WrongDeclaration.Place> places) =>
        string.Join("\n", places.Select(place => place.ToString()).Order(StringComparer.Ordinal));

    private static WrongDeclaration.Place PlaceOf(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return new(place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1,
            diagnostic.Location.SourceSpan.Length, diagnostic.Id);
    }
}
