using Cnn.Reference;
using Cnn.Runtime;

namespace Cnn.EndToEnd.Tests;

/// <summary>Runs one generated class.</summary>
public sealed class NetworkHarness<TNetwork> : NetworkHarness
    where TNetwork : class, INetwork<TNetwork>
{
    private static readonly Dictionary<int, WorkerTeam> s_teams = [];

    /// <inheritdoc/>
    public override NetworkInfo Info => TNetwork.Info;

    /// <inheritdoc/>
    public override INetworkRun Create(int seed = 1) => new Run(TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info, seed)));

    /// <inheritdoc/>
    public override INetworkRun Load(string path) => new Run(TNetwork.FromParameters(NetworkParameters.Load(TNetwork.Info, path)));

    /// <inheritdoc/>
    public override GradientCheckResult CheckGradients(GradientCheckOptions? options = null) => GradientCheck.Run(
        TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info)), options ?? new() { Threads = 1 });

    /// <inheritdoc/>
    public override GradientCheckResult CheckMeddledGradients(string tensor, float factor, bool isAll)
    {
        MeddledNetwork<TNetwork>.Meddling = (TNetwork.Info.Parameters.Single(parameter => parameter.Name == tensor), factor, isAll);
        return GradientCheck.Run(
            MeddledNetwork<TNetwork>.FromParameters(NetworkParameters.Create(TNetwork.Info)), new() { Threads = 1 });
    }

    /// <inheritdoc/>
    public override (double[] Losses, float[][] Left, float[][] Gradients) LossesOfScaledParameters(bool looks, string[] frozen)
    {
        using CheckedNetwork<TNetwork> network = new(
            TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info)), TNetwork.Info.Loss,
            CheckedBatch.Draw(TNetwork.Info, TNetwork.Info.Loss, batch: null, seed: 1), new() { Threads = 1, Frozen = frozen });
        List<double> losses = [];
        foreach (float factor in (float[])[1, 0.75f, 1.5f])
        {
            foreach (var parameter in TNetwork.Info.Parameters)
            {
                foreach (ref float value in network.Packed(parameter)) value *= factor;
            }
            losses.Add(looks ? network.Look() : network.Run());
        }
        float[][] left = Gradients();
        network.Run();
        return ([.. losses], left, Gradients());

        float[][] Gradients() => [.. network.Gradients.Select(view => view.ToArray())];
    }

    // Teams of their own, so that three threads are three also on a machine with two processors; kept, because a team's threads never end.
    private static WorkerTeam TeamOf(int threads)
    {
        lock (s_teams)
        {
            if (!s_teams.TryGetValue(threads, out var team)) s_teams.Add(threads, team = new WorkerTeam(threads - 1));
            return team;
        }
    }

    private sealed class Run(TNetwork network) : INetworkRun
    {
        public NetworkParameters Parameters => network.Parameters;

        public float[] Predict(float[] images, int threads = 1)
        {
            using var session = Model<TNetwork>.From(Parameters).CreateSession(new() { Threads = threads, Team = TeamOf(threads) });
            float[] outputs = new float[images.Length / TNetwork.Info.Input.ElementCount * TNetwork.Info.Output.ElementCount];
            session.Predict(images, outputs);
            return outputs;
        }

        public float[] Logits(float[] images)
        {
            using var session = Model<TNetwork>.From(Parameters).CreateSession(new() { Threads = 1 });
            int input = TNetwork.Info.Input.ElementCount;
            float[] output = new float[TNetwork.Info.Output.ElementCount];
            return Rows(images.Length / input, n =>
            {
                session.Predict(images.AsSpan(n * input, input), output);
                return session.GetLogits(0).ToArray();
            });
        }

        public ITrainingRun Train(Optimizer optimizer, int threads = 1, int seed = 1) => new TrainingRun(new TrainingSession<TNetwork>(
            network, optimizer, new() { Threads = threads, Seed = (ulong)seed, Team = TeamOf(threads) }));
    }

    private sealed class TrainingRun(TrainingSession<TNetwork> session) : ITrainingRun
    {
        private int _instances;

        public float[][] Gradients => session.Gradients.Select(view => view.ToArray()).ToArray();

        public float[] Logits => Rows(_instances, n => session.GetLogits(n).ToArray());

        public float Step(float[] images, Target target)
        {
            _instances = images.Length / TNetwork.Info.Input.ElementCount;
            return target.Labels is { } labels ? session.Step(images, labels) : session.Step(images, Closeness.Narrow(target.Values));
        }

        public float Accumulate(float[] images, Target target) => target.Labels is { } labels
            ? session.Accumulate(images, labels) : session.Accumulate(images, Closeness.Narrow(target.Values));

        public float ApplyGradients() => session.ApplyGradients();

        public void Dispose() => session.Dispose();
    }

    private static float[] Rows(int count, Func<int, float[]> row) => Enumerable.Range(0, count).SelectMany(row).ToArray();
}
