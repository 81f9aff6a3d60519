using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn.Conformance.Tests;

/// <summary>
/// What safe code can do with a generated network through its interface touches no memory but the network's own: it is refused, whatever is
/// handed over.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class SafeCodeTests
{
    private const string Text =
        """
        network Small { input 4x4x1, dense 3, softmax }
        network Large { input 32x32x3, conv 16 3x3 pad 1 relu, maxpool 2x2, dense 10, softmax }
        network Regression { batch 3, input 2x2x1, dense 2 }
        """;

    private static readonly Compiled s_networks = new(Text);

    [Theory]
    [InlineData("Small", "Large")]
    [InlineData("Large", "Small")]
    public void ParametersOfAnotherNetwork_AreRefused_WhereverTheyAreHandedIn(string network, string other) =>
        s_networks.Call(typeof(SafeCodeTests), nameof(HandInOthersParameters), [network, other]);

    [Theory]
    [InlineData("Small")]
    [InlineData("Large")]
    [InlineData("Regression")]
    public void PassThatNoSessionMade_IsRefused(string network) =>
        s_networks.Call(typeof(SafeCodeTests), nameof(RunPassesOfOnesOwn), [network]);

    [Theory]
    [InlineData("Small")]
    [InlineData("Large")]
    public void PassOfAnotherNetworksSession_IsRefused(string network) => s_networks.Call(typeof(SafeCodeTests), nameof(PassOn), [network]);

    [Theory]
    [InlineData("Small")]
    [InlineData("Regression")]
    public void Facts_CannotBeChanged(string network) => s_networks.Call(typeof(SafeCodeTests), nameof(ChangeFacts), [network]);

    private static void HandInOthersParameters<TNetwork, TOther>()
        where TNetwork : class, INetwork<TNetwork>
        where TOther : class, INetwork<TOther>
    {
        var others = NetworkParameters.Create(TOther.Info);
        string message = Assert.Throws<ArgumentException>("parameters", () => TNetwork.FromParameters(others)).Message;
        Assert.Contains($"Expected the parameters of {TNetwork.Info.Name}, found those of {TOther.Info.Name}.", message);
        Assert.Throws<ArgumentException>("parameters", () => Model<TNetwork>.From(others));
        Assert.Throws<ArgumentNullException>("parameters", () => TNetwork.FromParameters(null!));
        Assert.Same(others, TOther.FromParameters(others).Parameters);
    }

    private static void RunPassesOfOnesOwn<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        for (int phase = -1; phase <= TNetwork.Info.Training.Phases.Count; phase++)
        {
            int at = phase;
            Refused(() =>
            {
                TrainingPass pass = default;
                TNetwork.RunTraining(at, ref pass, 0, 1);
            });
            Refused(() =>
            {
                // One float each, where thousands are planned.
                float[] one = new float[1];
                ref float first = ref MemoryMarshal.GetArrayDataReference(one);
                TrainingPass pass = new() { Arena = ref first, Scratch = ref first, Parameters = ref first, Gradients = ref first,
                    Images = ref first, Count = 1_000_000, Parts = 1 };
                TNetwork.RunTraining(at, ref pass, 0, 1_000_000);
            });
        }
        Refused(() =>
        {
            InferencePass pass = default;
            TNetwork.RunInference(0, ref pass, 0, 1);
        });
        for (int stage = 0; stage < TNetwork.Info.Inference.Stages; stage++)
        {
            int at = stage;
            Refused(() =>
            {
                InferencePass pass = default;
                TNetwork.RunInferenceStage(at, ref pass, 0, 1);
            });
        }

        static void Refused(Action run)
        {
            string message = Assert.Throws<InvalidOperationException>(run).Message;
            Assert.Contains($"{TNetwork.Info.Name} runs passes that its own sessions make; found one that no session made.", message);
        }
    }

    // The other network says that it is this one, so that its sessions make passes over this one's memory; it could then run them in any
    // order.
    private static void PassOn<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = NetworkParameters.Create(TNetwork.Info);
        using var session = Model<PassedOn<TNetwork>>.From(parameters).CreateSession();
        string message = Assert.Throws<InvalidOperationException>(() => session.Predict(new float[TNetwork.Info.Input.ElementCount]))
            .Message;
        Assert.Contains("found one of a session of PassedOn", message);
        using var training = new TrainingSession<PassedOn<TNetwork>>(new(parameters), new Sgd(0.1f));
        Assert.Throws<InvalidOperationException>(() => training.Step(new float[TNetwork.Info.Input.ElementCount], new int[1]));
    }

    private static void ChangeFacts<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var info = TNetwork.Info;
        foreach (object list in (object[])[info.Layers, info.Parameters, info.Folds, info.Prepared, info.Training.Phases,
            info.Inference.Phases, .. info.Parameters.Select(parameter => parameter.Shape)])
        {
            Assert.False(list is Array);
            Assert.True(((System.Collections.IList)list).IsReadOnly);
        }
        Assert.Throws<NotSupportedException>(() => ((IList<PhaseInfo>)info.Training.Phases)[^1] = new("more", PhaseCut.Units, 1_000_000));
    }

    private sealed class PassedOn<TNetwork>(NetworkParameters parameters) : INetwork<PassedOn<TNetwork>>
        where TNetwork : class, INetwork<TNetwork>
    {
        public static NetworkInfo Info => TNetwork.Info;

        public NetworkParameters Parameters => parameters;

        public static PassedOn<TNetwork> FromParameters(NetworkParameters parameters) => new(parameters);

        public static void RunInference(int phase, ref InferencePass pass, int begin, int end) =>
            TNetwork.RunInference(phase, ref pass, begin, end);

        public static void RunInferenceStage(int stage, ref InferencePass pass, int begin, int end) =>
            TNetwork.RunInferenceStage(stage, ref pass, begin, end);

        public static void RunTraining(int phase, ref TrainingPass pass, int begin, int end) =>
            TNetwork.RunTraining(phase, ref pass, begin, end);
    }
}
