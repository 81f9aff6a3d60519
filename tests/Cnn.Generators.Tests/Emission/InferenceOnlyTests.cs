using System.Reflection;
using System.Text.RegularExpressions;
using Cnn.Runtime;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>The class of a network that is declared for predictions only: what it has not, and what it computes.</summary>
public class InferenceOnlyTests
{
    // What is there for training only, layers that do something else while training, and what is prepared for predictions.
    private const string Layers =
        "inference_batch 3, input 12x10x3, conv 20 3x3 pad 1, batchnorm, relu, aux 0.3 { dense 4, softmax }, maxpool 2x2, dropout 0.5, "
        + "conv 32 3x3 pad 1 relu, dense 8, batchnorm, relu, dense 4, softmax";

    private const string Only = "network Net { inference_only, " + Layers + " }", Trained = "network Net { " + Layers + " }";

    [Fact]
    public void Sources_AreThoseOfInference()
    {
        var only = Harness.Compile(("Net.cnn", Only));
        Assert.Empty(only.Diagnostics);
        Assert.Equal(["Net.Inference.g.cs", "Net.Kernels.g.cs", "Net.Kernels128.g.cs", "Net.Kernels256.g.cs", "Net.Kernels512.g.cs",
            "Net.g.cs"], only.GeneratedSources.Keys);
        var trained = Harness.Compile(("Net.cnn", Trained)).GeneratedSources;
        Assert.Equal(trained["Net.Inference.g.cs"], only.GeneratedSources["Net.Inference.g.cs"]);
        Assert.True(2 * only.GeneratedSources.Values.Sum(source => source.Length) < trained.Values.Sum(source => source.Length));
        Assert.DoesNotContain("Training", only.GeneratedSources["Net.g.cs"], StringComparison.Ordinal);
        Assert.Contains("for inference, for which alone the network is declared.", only.GeneratedSources["Net.g.cs"]);
    }

    [Fact]
    public void InferenceKernels_AreWhatInferenceCalls()
    {
        var compiled = Harness.Compile(("Net.cnn", Trained));
        string[] choices = Found(compiled.GeneratedSources["Net.Inference.g.cs"], @"\bKernels\.(\w+)\(");
        string kernels = compiled.GeneratedSources["Net.Kernels.g.cs"];
        var calls = choices.SelectMany(choice => Found(Body(kernels, choice), @"\b(\w*Kernels\d+\.\w+)\("));
        string[] forms = [.. calls.Distinct().Order(StringComparer.Ordinal)];
        Assert.NotEmpty(forms);

        var net = compiled.LoadAssembly().GetType("Net")!;
        var map = net.GetInterfaceMap(net.GetInterfaces().Single(type => type.Name == "INetwork`1"));
        int at = Array.FindIndex(map.InterfaceMethods, method => method.Name == "get_InferenceKernels");
        var type = (Type)map.TargetMethods[at].Invoke(null, null)!;
        var methods = type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => $"{type.Name}.{method.Name}");
        Assert.Equal(methods.Order(StringComparer.Ordinal), forms.Where(form => form.StartsWith(type.Name, StringComparison.Ordinal)));

        static string[] Found(string text, string pattern) => [.. Regex.Matches(text, pattern).Select(match => match.Groups[1].Value)];

        static string Body(string text, string method)
        {
            int begin = text.IndexOf($" {method}(", StringComparison.Ordinal);
            return text[begin..text.IndexOf('}', begin)];
        }
    }

    [Fact]
    public void Members_OfTrainingAreNotThere()
    {
        string[] only = Members(Only), trained = Members(Trained);
        Assert.Equal(GeneratedMembers.OfTraining.Order(StringComparer.Ordinal), trained.Except(only));
        Assert.Empty(only.Except(trained));
        // A user's own may be called so.
        const string Own = "partial class Net { public object CreateTraining(Cnn.Optimizer optimizer, Cnn.TrainingOptions options) => "
            + "BatchSize; const int BatchSize = 4; }";
        Assert.DoesNotContain(Harness.Compile(("Net.cnn", Only), ("Net.cs", Own)).Diagnostics, diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(["CNN1060", "CNN1060"], Harness.Compile(("Net.cnn", Trained), ("Net.cs", Own))
            .Diagnostics.Select(diagnostic => diagnostic.Id));

        static string[] Members(string text) =>
            [.. Harness.Compile(("Net.cnn", text)).LoadAssembly().GetType("Net")!.GetMembers(All).Select(member => member.Name)
                .Where(name => !name.Contains('.') && !name.Contains('_') && !name.Contains('<')).Distinct().Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void CreateTraining_IsAnErrorOfTheCompilers()
    {
        const string Use = "static class User { static object Use(Net net, Cnn.Optimizer optimizer) => net.CreateTraining(optimizer); }";
        Assert.Equal("CS1061", Assert.Single(Harness.Compile(("Net.cnn", Only), ("User.cs", Use)).Diagnostics).Id);
    }

    [Theory]
    [InlineData("[Cnn.Network(Training = false), Cnn.Input(8, 8, 1), Cnn.Dense(2), Cnn.Dropout(2.0)] public partial class Net;")]
    [InlineData("[Cnn.Network(Training = false, Source = \"input 8x8x1, dense 2, dropout 2\")] public partial class Net;")]
    [InlineData("[Cnn.Network(Source = \"inference_only, input 8x8x1, dense 2, dropout 2\")] public partial class Net;")]
    public void Skeleton_OfAWrongOne_HasItsMembers(string wrong)
    {
        var result = Harness.Compile(("Net.cs", wrong),
            ("User.cs", "static class User { public const int Batch = Net.InferenceBatch; static object Use() => "
            + "Net.Create().CreateSession(); }"));
        Assert.Equal("CNN1010", Assert.Single(result.Diagnostics).Id);
        var members = result.Output.Assembly.GetTypeByMetadataName("Net")!.GetMembers().Select(member => member.Name).ToArray();
        Assert.Contains("CreateSession", members);
        Assert.Empty(members.Intersect(GeneratedMembers.OfTraining));
    }

    [Theory]
    [InlineData("inference_only", "Training = true", "'Training' cannot be given together with 'inference_only in the text'")]
    [InlineData("inference_batch 2", "InferenceBatch = 2", "'InferenceBatch' cannot be given together with 'inference_batch in the text'")]
    [InlineData("batch 2", "Batch = 2", "'Batch' cannot be given together with 'batch in the text'")]
    [InlineData("optimizer sgd", "Optimizer = Cnn.OptimizerKind.Sgd", "'Optimizer' cannot be given together with 'optimizer in the text'")]
    [InlineData(
        "budget training 1 GB", "), Cnn.MemoryBudget(Training = \"1 GB\"",
            "'Training of [MemoryBudget]' cannot be given together with 'budget training in the text'")]
    public void OptionThatATextGivesAsWell_IsNamedInTheTextsWords(string text, string attribute, string message)
    {
        string source = $"[Cnn.Network(Source = \"{text}, input 4x4x1, dense 2\", {attribute})] public partial class Net;".Replace(", )",
            ")");
        var found = Assert.Single(Harness.Compile(("Net.cs", source)).Diagnostics);
        Assert.Equal("CNN1011", found.Id);
        Assert.StartsWith(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Predictions_AreThoseOfTheTrainedTwin_FromItsWeightFile()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            Type trained = TypeOf(Trained), only = TypeOf(Only);
            var expected = (float[])Call(nameof(TrainAndPredict), trained, path);
            Assert.Equal(expected, (float[])Call(nameof(LoadAndPredict), only, path));
            Assert.Contains("declared for predictions only",
                Assert.IsType<InvalidOperationException>(Record.Exception(() => Call(nameof(Train), only, path))).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // What a session refuses before anything changes, by the generated facts.
    [Theory]
    [InlineData("batch 4, input 1x1x3, dense 5, norm: batchnorm, dense 2", "norm")]
    [InlineData("batch 4, input 3x3x3, aux 0.5 { dense 2, norm: batchnorm }, dense 2", "norm")]
    [InlineData("batch 4, input 3x3x3, batchnorm, conv 2 3x3", null)]
    public void StepOfOneInstance_IsRefused_WhereABatchNormReadsVectors(string statements, string? norm)
    {
        var message = (string?)Call(nameof(StepOfOne), TypeOf("network Net { " + statements + " }"), "");
        if (norm is null) Assert.Null(message);
        else Assert.StartsWith($"A step takes 2 to 4 instances; found 1. Batch norm '{norm}' takes", message);
    }

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static Type TypeOf(string text) => Harness.Compile(("Net.cnn", text)).LoadAssembly().GetType("Net")!;

    private static object Call(string method, Type network, string path)
    {
        try
        {
            return typeof(InferenceOnlyTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(network)
                .Invoke(null, [path])!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }

    private static float[] TrainAndPredict<TNetwork>(string path)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = Train<TNetwork>(path);
        network.Parameters.Save(path);
        return Predict(Model<TNetwork>.From(network.Parameters));
    }

    private static TNetwork Train<TNetwork>(string path)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        using var session = new TrainingSession<TNetwork>(network, new Sgd(0.1f));
        for (int step = 0; step < 3; step++)
            session.Step(Images(8 * TNetwork.Info.Input.ElementCount, 10 + step), [0, 1, 2, 3, 0, 1, 2, 3]);
        return network;
    }

    private static float[] LoadAndPredict<TNetwork>(string path)
        where TNetwork : class, INetwork<TNetwork> => Predict(Model<TNetwork>.Load(path));

    private static float[] Predict<TNetwork>(Model<TNetwork> model)
        where TNetwork : class, INetwork<TNetwork>
    {
        using var session = model.CreateSession();
        float[] scores = new float[5 * model.Info.Output.ElementCount];
        session.Predict(Images(5 * model.Info.Input.ElementCount, 1), scores);
        return scores;
    }

    private static string? StepOfOne<TNetwork>(string path)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        float[] before = [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];
        using var session = new TrainingSession<TNetwork>(network, new Sgd(0.1f));
        float[] image = Images(TNetwork.Info.Input.ElementCount, 1), target = Images(TNetwork.Info.Output.ElementCount, 2);
        string? message = Record.Exception(() => session.Step(image, target))?.Message;
        if (message is not null) Assert.Equal(before, network.Parameters.SelectMany(parameter => parameter.ToArray()));
        return message;
    }

    private static float[] Images(int count, int seed)
    {
        var key = new RandomKey((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(i => (float)key.Uniform((ulong)i))];
    }
}
