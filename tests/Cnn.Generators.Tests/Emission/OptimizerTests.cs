using System.Globalization;
using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Runtime;

namespace Cnn.Generators.Tests;

/// <summary>The optimizer that a network declares is the one that its sessions run with, and keeps what is planned for it.</summary>
public class OptimizerTests
{
    private static readonly (string Text, string Attribute, Func<Optimizer> Make)[] s_cases =
    [
        ("", "", () => new Sgd(0.001f) { Momentum = 0.9f }),
        ("momentum", "Momentum", () => new Sgd(0.001f) { Momentum = 0.9f }),
        ("momentum lr 0.05 momentum 0.8 dampening 0.1 weight_decay 1e-4",
            "Momentum, LearningRate = 0.05, Momentum = 0.8, Dampening = 0.1, WeightDecay = 1e-4",
            () => new Sgd(0.05f) { Momentum = 0.8f, Dampening = 0.1f, WeightDecay = 1e-4f }),
        ("sgd", "Sgd", () => new Sgd(0.001f)),
        ("sgd lr 0.1 momentum 0.8 dampening 0.5 weight_decay 5e-4 clip_norm 2",
            "Sgd, ClipNorm = 2, LearningRate = 0.1, Momentum = 0.8, Dampening = 0.5, WeightDecay = 5e-4",
            () => new Sgd(0.1f) { Momentum = 0.8f, Dampening = 0.5f, WeightDecay = 5e-4f, ClipNorm = 2 }),
        ("sgd momentum 0.9 nesterov", "Sgd, Momentum = 0.9, Nesterov = true",
            () => new Sgd(0.001f) { Momentum = 0.9f, Nesterov = true }),
        ("nesterov", "Nesterov", () => new Sgd(0.001f) { Momentum = 0.9f, Nesterov = true }),
        ("nesterov momentum 0.95 lr 0.2", "Nesterov, Momentum = 0.95, LearningRate = 0.2",
            () => new Sgd(0.2f) { Momentum = 0.95f, Nesterov = true }),
        ("adagrad", "AdaGrad", () => new Adagrad()),
        ("adagrad lr 0.02 lr_decay 1e-3 initial_accumulator_value 0.1 eps 1e-9 weight_decay 1e-4",
            "AdaGrad, LearningRate = 0.02, LearningRateDecay = 1e-3, InitialAccumulator = 0.1, Epsilon = 1e-9, WeightDecay = 1e-4",
            () => new Adagrad(0.02f) { LearningRateDecay = 1e-3f, InitialAccumulator = 0.1f, Epsilon = 1e-9f, WeightDecay = 1e-4f }),
        ("rmsprop", "RmsProp", () => new RmsProp()),
        ("rmsprop centered", "RmsProp, Centered = true", () => new RmsProp { Centered = true }),
        ("rmsprop momentum 0.5", "RmsProp, Momentum = 0.5", () => new RmsProp { Momentum = 0.5f }),
        ("rmsprop lr 0.003 alpha 0.9 eps 1e-7 momentum 0.9 centered weight_decay 1e-5",
            "RmsProp, LearningRate = 0.003, Alpha = 0.9, Epsilon = 1e-7, Momentum = 0.9, Centered = true, WeightDecay = 1e-5",
            () => new RmsProp(0.003f) { Alpha = 0.9f, Epsilon = 1e-7f, Momentum = 0.9f, Centered = true, WeightDecay = 1e-5f }),
        ("adam", "Adam", () => new Adam()),
        ("adam lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 amsgrad weight_decay 1e-4 clip_value 0.5",
            "Adam, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, AmsGrad = true, WeightDecay = 1e-4, ClipValue = 0.5",
            () => new Adam(0.01f)
            {
                Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, AmsGrad = true, WeightDecay = 1e-4f, ClipValue = 0.5f,
            }),
        ("adamw", "AdamW", () => new AdamW()),
        ("adamw lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 amsgrad weight_decay 0",
            "AdamW, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, AmsGrad = true, WeightDecay = 0",
            () => new AdamW(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, AmsGrad = true, WeightDecay = 0 }),
        ("nadam", "NAdam", () => new NAdam()),
        ("nadam lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 momentum_decay 0.01 weight_decay 1e-4",
            "NAdam, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, MomentumDecay = 0.01, WeightDecay = 1e-4",
            () => new NAdam(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, MomentumDecay = 0.01f, WeightDecay = 1e-4f }),
        ("radam", "RAdam", () => new RAdam()),
        ("radam lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 weight_decay 1e-4",
            "RAdam, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, WeightDecay = 1e-4",
            () => new RAdam(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, WeightDecay = 1e-4f }),
        ("adamax", "Adamax", () => new Adamax()),
        ("adamax lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 weight_decay 1e-4",
            "Adamax, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, WeightDecay = 1e-4",
            () => new Adamax(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, WeightDecay = 1e-4f }),
        ("adadelta", "AdaDelta", () => new Adadelta()),
        ("adadelta lr 0.5 rho 0.95 eps 1e-7 weight_decay 1e-4",
            "AdaDelta, LearningRate = 0.5, Rho = 0.95, Epsilon = 1e-7, WeightDecay = 1e-4",
            () => new Adadelta(0.5f) { Rho = 0.95f, Epsilon = 1e-7f, WeightDecay = 1e-4f }),
        ("lion", "Lion", () => new Lion()),
        ("lion lr 0.001 beta1 0.95 beta2 0.98 weight_decay 0.1",
            "Lion, LearningRate = 0.001, Beta1 = 0.95, Beta2 = 0.98, WeightDecay = 0.1",
            () => new Lion(0.001f) { Beta1 = 0.95f, Beta2 = 0.98f, WeightDecay = 0.1f }),
        ("lars", "Lars", () => new Lars(0.001f)),
        ("lars lr 2 momentum 0 trust_coefficient 0.02 weight_decay 1e-4",
            "Lars, LearningRate = 2, Momentum = 0, TrustCoefficient = 0.02, WeightDecay = 1e-4",
            () => new Lars(2) { Momentum = 0, TrustCoefficient = 0.02f, WeightDecay = 1e-4f }),
        ("lamb", "Lamb", () => new Lamb()),
        ("lamb lr 0.01 beta1 0.8 beta2 0.99 eps 1e-7 weight_decay 0.02",
            "Lamb, LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, WeightDecay = 0.02",
            () => new Lamb(0.01f) { Beta1 = 0.8f, Beta2 = 0.99f, Epsilon = 1e-7f, WeightDecay = 0.02f }),
    ];

    // Channels and outputs that fill no vector, and parameters that are not trained.
    private const string Layers = "input 3x3x2, conv 3 2x2, batchnorm, dense 5";

    // All of them in one compilation, the default one in vectors of one width: what is compared here depends on no kernel.
    private static readonly Lazy<Assembly> s_networks = new(() => Harness.Compile(
        ("Nets.csproj", "<PropertyGroup><CnnVectorWidths>128</CnnVectorWidths></PropertyGroup>"),
        ("Nets.cnn", string.Join("\n", s_cases.Select((_, i) => $"network Net{i} {{ {TextOf(i)} }}")))).LoadAssembly());

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Length; i++) cases.Add(i, s_cases[i].Text);
            return cases;
        }
    }

    private static string TextOf(int index) => (index == 0 ? "" : $"optimizer {s_cases[index].Text}, ") + Layers;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Session_ThatIsGivenNone_RunsWithExactlyTheDeclaredOne(int index, string text)
    {
        Assert.Equal(text, s_cases[index].Text);
        Call(nameof(CompareSession), index);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attribute_SaysTheSame(int index, string text)
    {
        if (index == 0) return;
        var attributes = SpellingTests.SpecOf(("Net.cs",
            $"using Cnn;\n[Network, Input(3, 3, 2), ConvLayer(3, Kernel = 2), BatchNorm, Dense(5), "
            + $"Optimizer(OptimizerKind.{s_cases[index].Attribute})] public partial class Net;"));
        Assert.Equal(SpellingTests.SpecOf(("Net.cnn", $"network Net {{ optimizer {text}, {Layers} }}")), attributes);
    }

    /// <summary>The cases leave no kind out, and no setting of the runtime's.</summary>
    [Fact]
    public void EverySettingOfTheRuntimes_IsDeclaredInSomeCase()
    {
        Assert.Equal(Enum.GetNames<OptimizerKind>().Order(StringComparer.Ordinal),
            s_cases.Skip(1).Select(entry => entry.Attribute.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));
        var classes = typeof(Optimizer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract);
        foreach (var type in classes)
        {
            var made = s_cases.Select(entry => entry.Make()).Where(type.IsInstanceOfType).ToArray();
            foreach (var property in Properties(type).Where(property => property.CanWrite
                && (property.DeclaringType != typeof(Optimizer)
                    || property.Name is nameof(Optimizer.LearningRate) or nameof(Optimizer.WeightDecay))))
                Assert.True(made.Select(property.GetValue).Distinct().Count() > 1, $"No case sets {type.Name}.{property.Name}.");
        }
        foreach (string ofAll in new[] { nameof(Optimizer.ClipNorm), nameof(Optimizer.ClipValue) })
            Assert.Contains(s_cases, entry => typeof(Optimizer).GetProperty(ofAll)!.GetValue(entry.Make()) is not null);
    }

    [Fact]
    public void Code_OfADefault_SaysNothing_AndOfOthersOneLine()
    {
        string Facts(string statements) => Harness.Compile(("Net.cnn", $"network Net {{ {statements}, {Layers} }}"))
            .GeneratedSources["Net.g.cs"];
        Assert.DoesNotContain("CreateOptimizer", Facts("optimizer momentum lr 0.001"));
        Assert.DoesNotContain("TrainingBudget", Facts("budget inference 1 MB"));
        Assert.DoesNotContain("CreateOptimizer", Facts("inference_only"));
        string facts = Facts("optimizer adam lr 0.5 beta2 0.25 amsgrad, budget training 1 MB");
        Assert.Contains("CreateOptimizer = static () => new global::Cnn.Adam(0.5f) { Beta2 = 0.25f, AmsGrad = true },", facts);
        Assert.Contains(", 1048576),", facts);
    }

    /// <summary>A budget holds for whatever optimizer a session is given.</summary>
    [Fact]
    public void OptimizerThatKeepsMoreThanTheBudgetAllows_IsRefused_WithBothFigures()
    {
        long planned = SessionMemory.Training(PlanOf("optimizer sgd, " + Layers)).Total;
        var plan = PlanOf($"optimizer sgd, budget training {planned + 100} B, {Layers}");
        var type = Harness.Compile(("Net.cnn", $"network Net {{ optimizer sgd, budget training {planned + 100} B, {Layers} }}"))
            .LoadAssembly().GetType("Net")!;
        long momentum = 4 * plan.TrainableFloats;
        var message = (string)Invoke(nameof(MessageOf), type, new Sgd(0.1f) { Momentum = 0.9f });
        foreach (long figure in new[] { planned + 100, planned, planned + momentum, momentum, momentum - 100 })
            Assert.Contains(figure.ToString("N0", CultureInfo.InvariantCulture), message);
        Assert.Contains("With its own optimizer, Sgd, a session takes", message);
        Assert.Equal("", Invoke(nameof(MessageOf), type, new Sgd(0.1f)));
    }

    private static NetworkPlan PlanOf(string statements) =>
        Planner.Plan(Resolver.Resolve(CnnParser.Parse($"network Net {{ {statements} }}", "").Networks[0]).Spec!);

    private static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(Optimizer.Groups))];

    private static object Call(string method, int index) => Invoke(method, s_networks.Value.GetType($"Net{index}")!, index);

    private static object Invoke(string method, Type network, object argument)
    {
        try
        {
            return typeof(OptimizerTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(network)
                .Invoke(null, [argument])!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }

    private static object CompareSession<TNetwork>(int index)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        using var session = new TrainingSession<TNetwork>(network);
        var expected = s_cases[index].Make();
        Assert.Equal(expected.GetType(), session.Optimizer.GetType());
        foreach (var property in Properties(expected.GetType()))
            Assert.True(Equals(property.GetValue(expected), property.GetValue(session.Optimizer)), property.Name);
        Assert.NotSame(session.Optimizer, TNetwork.Info.CreateOptimizer());

        // What is planned, what the session says and what it has allocated are one number.
        var planned = SessionMemory.Training(PlanOf(TextOf(index)));
        var state = (Arena)typeof(TrainingSession<TNetwork>).GetField("_state", BindingFlags.NonPublic | BindingFlags.Instance)!
            .GetValue(session)!;
        Assert.Equal(planned.State, state.Length * sizeof(float));
        Assert.Equal((planned.State, planned.State, true),
            (session.OptimizerMemory.OwnBytes, session.OptimizerMemory.UsedBytes, session.OptimizerMemory.IsOwn));
        Assert.Equal(planned.Total, (long)typeof(TNetwork).GetField("TrainingBytes")!.GetRawConstantValue()!);
        float[] images = new float[2 * TNetwork.Info.Input.ElementCount], targets = new float[2 * TNetwork.Info.Output.ElementCount];
        images.AsSpan().Fill(0.5f);
        Assert.True(float.IsFinite(session.Step(images, targets)));
        return index;
    }

    private static string MessageOf<TNetwork>(Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        var ofTrainer = Record.Exception(() => new Trainer<TNetwork>(network, optimizer));
        var ofSession = Record.Exception(() => new TrainingSession<TNetwork>(network, optimizer).Dispose());
        Assert.Equal(ofTrainer?.Message, ofSession?.Message);
        if (ofSession is not null) Assert.IsType<ArgumentException>(ofSession);
        return ofSession?.Message ?? "";
    }
}
