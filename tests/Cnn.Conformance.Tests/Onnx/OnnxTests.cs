using System.Reflection;
using Cnn.Reference;
using Cnn.TestSupport;

namespace Cnn.Conformance.Tests;

/// <summary>ONNX's own tests of its operators, through generated code that is compiled here.</summary>
[Trait("Category", "Numeric")]
public sealed class OnnxTests
{
    private const string Namespace = "Cnn.Conformance.Onnx";
    private const double Tolerance = 1e-5, ToleranceOfFourDigits = 1e-4;

    // Written by hand, 0.1511 for 0.15105554.
    private static readonly string[] s_fourDigits = ["averagepool_2d_ceil_last_window_starts_on_pad"];

    private static readonly Lazy<IReadOnlyDictionary<string, OnnxCase>> s_cases = new(ReadCases);
    private static readonly Lazy<Assembly> s_networks = new(CompileAll);

    public static TheoryData<string> Passing => [.. OnnxReport.Passing];

    [SkippableFact]
    public void Page_ListsEveryCase()
    {
        Folder();
        Assert.Equal(264, s_cases.Value.Count);
        OnnxReport.Verify([.. s_cases.Value.Values]);
    }

    [SkippableTheory]
    [MemberData(nameof(Passing))]
    public void Operator_GivesOnnxsNumbers(string name)
    {
        Folder();
        var given = s_cases.Value[name];
        var translated = OnnxTranslator.Translate(given).Network!;
        var network = NetworkHarness.Of(s_networks.Value.GetType($"{Namespace}.{given.ClassName}", throwOnError: true)!).Create();
        foreach (var (parameter, values) in translated.Parameters) network.Parameters.Find(parameter).CopyFrom(values);
        float[] found = translated.Labels is { } labels ? [Loss(network, translated.Input.Values, labels)]
            : network.Predict(translated.Input.Values);
        Assert.Equal(translated.Expected.Length, found.Length);
        double tolerance = s_fourDigits.Contains(name) ? ToleranceOfFourDigits : Tolerance;
        for (int i = 0; i < found.Length; i++)
        {
            double expected = translated.Expected[i];
            Assert.True(Math.Abs(expected - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected)),
                $"{name}[{i}]: {expected} expected, {found[i]} found, with\n{translated.ToText(name)}");
        }
    }

    private static float Loss(INetworkRun network, float[] images, int[] labels)
    {
        using var training = network.Train(new Sgd(0));
        return training.Step(images, new Target(labels, null));
    }

    private static string Folder() => TestData.RequireFolder("onnx-node");

    private static Dictionary<string, OnnxCase> ReadCases() =>
        OnnxCase.Names(Folder()).ToDictionary(name => name, name => OnnxCase.Read(Folder(), name), StringComparer.Ordinal);

    private static Assembly CompileAll() =>
        Assembly.Load(Harness.CompileNetworks($"namespace {Namespace}\n\n" + string.Join('\n', s_cases.Value.Values
        .Select(one => (one.ClassName, OnnxTranslator.Translate(one).Network))
        .Where(pair => pair.Network is not null)
        .Select(pair => pair.Network!.ToText(pair.ClassName)))));
}
