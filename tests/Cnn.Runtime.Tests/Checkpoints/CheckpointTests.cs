using System.Text;

namespace Cnn.Runtime.Tests;

public sealed class CheckpointTests : IDisposable
{
    private static readonly Func<Optimizer>[] Optimizers =
    [
        () => new Sgd(0.1f),
        () => new Sgd(0.1f) { Momentum = 0.9f },
        () => new AdamW(0.01f) { ClipNorm = 0.1f },
        () => new Adam(0.01f) { AmsGrad = true },
        () => new NAdam(0.01f),
        () => new Adagrad(0.1f) { InitialAccumulator = 0.1f },
        () => new Lars(0.1f),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Optimizers.Length)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void ResumedTraining_EndsInTheSameBits(int optimizer)
    {
        string path = _folder["run.checkpoint"];
        TinySoftmax whole = TinySoftmax.Create(seed: 3);
        using (TrainingSession<TinySoftmax> session = new(whole, Optimizers[optimizer](), new() { Seed = 5 }))
        {
            Steps(session, 0, 4);
            session.SaveCheckpoint(path);
            Steps(session, 4, 9);
        }
        TinySoftmax resumed = TinySoftmax.Create(seed: 8);
        using (TrainingSession<TinySoftmax> session = new(resumed, Optimizers[optimizer](), new() { Seed = 6 }))
        {
            Steps(session, 20, 22);
            session.LoadCheckpoint(path);
            Assert.Equal(4, session.StepCount);
            Steps(session, 4, 9);
        }
        Assert.Equal(Bits(whole), Bits(resumed));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Checkpoint_IsAlsoAWeightFile()
    {
        string path = _folder["run.checkpoint"];
        TinySoftmax network = TinySoftmax.Create(seed: 3);
        using (TrainingSession<TinySoftmax> session = new(network, new Adam()))
        {
            Steps(session, 0, 2);
            session.SaveCheckpoint(path);
        }
        Assert.Equal(Bits(network), Bits(TinySoftmax.FromParameters(NetworkParameters.Load(TinySoftmax.Info, path))));
    }

    [Fact]
    public void Rate_IsTheOneThatWasSaved()
    {
        string path = _folder["run.checkpoint"];
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(0.1f));
        session.LearningRate = 0.007f;
        session.SaveCheckpoint(path);
        session.LearningRate = 1;
        session.LoadCheckpoint(path);
        Assert.Equal(0.007f, session.LearningRate);
    }

    [Fact]
    public void WeightFile_IsNoCheckpoint()
    {
        string path = _folder["weights.safetensors"];
        NetworkParameters.Create(TinySoftmax.Info).Save(path);
        Assert.Contains("found a weight file, which has nothing of a training but the weights", Refused(path, new Sgd(1)));
    }

    [Fact]
    public void CheckpointOfAnotherOptimizer_IsRefused()
    {
        string path = Saved(new Adam());
        Assert.Contains("Cnn.Sgd (0 floats for each parameter), found one of Cnn.Adam (2", Refused(path, new Sgd(1)));
        Assert.Contains("Cnn.AdamW (2 floats for each parameter), found one of Cnn.Adam (2", Refused(path, new AdamW()));
        Assert.Contains("Cnn.Adam (3 floats for each parameter), found one of Cnn.Adam (2", Refused(path, new Adam { AmsGrad = true }));
        string centred = Refused(Saved(new RmsProp { Momentum = 0.9f }), new RmsProp { Centered = true });
        Assert.Contains("Cnn.RmsProp (a mean square, a mean), found one of Cnn.RmsProp (a mean square, a momentum)", centred);
    }

    [Fact]
    public void CheckpointOfAnotherLoss_IsRefused_WhereverTheLossCameFrom()
    {
        float[] weights = [.. Enumerable.Range(1, TinySoftmax.Classes).Select(weight => (float)weight)];
        Loss smoothed = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = weights };
        string declared = Saved(new Sgd(1)), given = Saved(new Adam(), smoothed);
        Assert.Contains(
            "expected a checkpoint of the loss SoftmaxCrossEntropy (label smoothing 0.1, class weights 1 2 3 4), found one of "
            + "SoftmaxCrossEntropy; resume with the loss that it was saved with", Refused(declared, new Sgd(1), smoothed));
        Assert.Contains(
            "expected a checkpoint of the loss SoftmaxCrossEntropy, found one of SoftmaxCrossEntropy (label smoothing 0.1, class",
            Refused(given, new Adam()));
        Assert.Contains(
            "expected a checkpoint of the loss FocalLoss, found one of SoftmaxCrossEntropy (label",
            Refused(given, new Adam(), new FocalLoss()));
        using TrainingSession<TinySoftmax> session = new(
            TinySoftmax.Create(), new Adam(), new() { Loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f, ClassWeights = weights } });
        session.LoadCheckpoint(given);
        Assert.Equal(3, session.StepCount);
    }

    [Fact]
    public void CheckpointOfAnotherNetwork_IsRefused_WithTheLayersThatDiffer()
    {
        string path = _folder["other.checkpoint"];
        using (TrainingSession<TinyNorm> session = new(TinyNorm.Create(), new Sgd(1)))
            session.SaveCheckpoint(path);
        string message = Refused(path, new Sgd(1));
        Assert.Contains("expected a checkpoint of TinySoftmax, found one of another network, TinyNorm", message);
        Assert.Contains("found 'norm1: batchnorm", message);
    }

    [Fact]
    public void NewerFormat_IsRefused()
    {
        string path = Saved(new Sgd(1));
        byte[] bytes = File.ReadAllBytes(path);
        byte[] version = Encoding.UTF8.GetBytes("\"cnngen.checkpoint\":\"1\"");
        bytes[bytes.AsSpan().IndexOf(version) + version.Length - 2] = (byte)'2';
        File.WriteAllBytes(path, bytes);
        Assert.Contains("format 1 at most, found format 2: a newer version of CnnGen wrote it", Refused(path, new Sgd(1)));
    }

    [Fact]
    public void CheckpointCutAnywhere_IsRefused_AndChangesNothing()
    {
        string path = Saved(new Sgd(1) { Momentum = 0.5f }), cut = _folder["cut.checkpoint"];
        byte[] bytes = File.ReadAllBytes(path);
        TinySoftmax network = TinySoftmax.Create(seed: 9);
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(1) { Momentum = 0.5f });
        int[] before = Bits(network);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(cut, bytes[..length]);
            Assert.Throws<WeightFileException>(() => session.LoadCheckpoint(cut));
        }
        Assert.Equal(before, Bits(network));
        Assert.Equal(0, session.StepCount);
        session.LoadCheckpoint(path);
        Assert.Equal(3, session.StepCount);
    }

    [Fact]
    public void NumbersThatAreNone_AreRefused()
    {
        string path = Saved(new Sgd(0.25f));
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        foreach ((string found, string damaged, string message) in ((string, string, string)[])
        [
            ("\"steps\":\"3\"", "\"steps\":\"x\"", "expected a number as its steps, found 'x'"),
            ("\"learning_rate\":\"0.25\"", "\"learning_rate\":\"-0.2\"", "finite and not negative"),
            ("\"learning_rate\":\"0.25\"", "\"learning_rate\":\"NaN!\"", "expected a number as its learning_rate, found 'NaN!'"),
            ("\"seed\"", "\"sead\"", "expected 'seed' among its metadata, found none"),
        ])
        {
            Assert.Contains(found, text);
            string other = _folder["damaged.checkpoint"];
            File.WriteAllBytes(other, Encoding.Latin1.GetBytes(text.Replace(found, damaged)));
            Assert.Contains(message, Refused(other, new Sgd(1)));
        }
    }

    private string Saved(Optimizer optimizer, Loss? loss = null)
    {
        string path = _folder[$"{optimizer.GetType().Name}{optimizer.StateFloatsPerParameter}.checkpoint"];
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), optimizer, new() { Loss = loss });
        Steps(session, 0, 3);
        session.SaveCheckpoint(path);
        return path;
    }

    private static string Refused(string path, Optimizer optimizer, Loss? loss = null)
    {
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), optimizer, new() { Loss = loss });
        WeightFileException exception = Assert.Throws<WeightFileException>(() => session.LoadCheckpoint(path));
        Assert.StartsWith(path, exception.Message);
        return exception.Message;
    }

    private static void Steps(TrainingSession<TinySoftmax> session, int begin, int end)
    {
        int inputs = TinySoftmax.Info.Input.ElementCount;
        for (int step = begin; step < end; step++)
            session.Step(Sample.Floats(2 * inputs, (ulong)step + 1), [step % 2, (step + 1) % 2]);
    }

    private static int[] Bits(TinySoftmax network) => Sample.Bits([.. network.Parameters.SelectMany(view => view.ToArray())]);
}
