using System.Buffers.Binary;
using System.Text;

namespace Cnn.Runtime.Tests;

/// <summary>Weights and checkpoints in streams, also in such as cannot seek.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_AreTheFilesBytes_AndTheStreamStandsBehindThem(bool seeks)
    {
        TinySoftmax network = TinySoftmax.Create(3);
        string path = _folder["net.safetensors"];
        network.Parameters.Save(path);
        using MemoryStream bytes = new();
        bytes.WriteByte(1);
        network.Parameters.Save(seeks ? bytes : new OneWay(bytes));
        bytes.WriteByte(2);
        Assert.Equal(File.ReadAllBytes(path), bytes.ToArray()[1..^1]);
        bytes.Position = 1;
        NetworkParameters read = NetworkParameters.Load(TinySoftmax.Info, seeks ? bytes : new OneWay(bytes));
        Assert.Equal(network.Parameters.Arena.Span.ToArray(), read.Arena.Span.ToArray());
        Assert.Equal(2, bytes.ReadByte());
        bytes.Position = 1;
        Assert.Equal(
            network.Parameters.Arena.Span.ToArray(),
            Model<PredictingSoftmax>.Load(new OneWay(bytes)).Parameters.Arena.Span.ToArray());
    }

    [Fact]
    public void Checkpoint_InAStream_GoesOn_AndHasTheWeights()
    {
        using MemoryStream bytes = new();
        TinySoftmax network = TinySoftmax.Create(3);
        using (TrainingSession<TinySoftmax> session = new(network, new Adam()))
        {
            Step(session);
            session.SaveCheckpoint(new OneWay(bytes));
        }
        foreach (int most in (int[])[1, 9, 1 << 20])
        {
            bytes.Position = 0;
            TinySoftmax other = TinySoftmax.Create(4);
            using TrainingSession<TinySoftmax> session = new(other, new Adam());
            session.LoadCheckpoint(new OneWay(bytes, most));
            Assert.Equal(1, session.StepCount);
            Assert.Equal(network.Parameters.Arena.Span.ToArray(), other.Parameters.Arena.Span.ToArray());
            Assert.Equal(bytes.Length, bytes.Position);
        }
        bytes.Position = 0;
        NetworkParameters weights = NetworkParameters.Load(TinySoftmax.Info, new OneWay(bytes));
        Assert.Equal(network.Parameters.Arena.Span.ToArray(), weights.Arena.Span.ToArray());
        Assert.Equal(bytes.Length, bytes.Position);
    }

    [Fact]
    public void CutAnywhere_ItIsRefused_AndNothingIsChanged()
    {
        byte[] bytes = Checkpoint();
        TinySoftmax network = TinySoftmax.Create(9);
        float[] before = network.Parameters.Arena.Span.ToArray();
        using TrainingSession<TinySoftmax> session = new(network, new Adam());
        for (int length = 0; length < bytes.Length; length++)
        {
            string message = Assert.Throws<WeightFileException>(
                () => session.LoadCheckpoint(new OneWay(new MemoryStream(bytes, 0, length), 64))).Message;
            Assert.StartsWith("the stream: ", message);
        }
        Assert.Equal(before, network.Parameters.Arena.Span.ToArray());
    }

    [Fact]
    public void AFlippedBit_IsFound_WhereverItIs()
    {
        byte[] bytes = Checkpoint();
        TinySoftmax network = TinySoftmax.Create(9);
        float[] before = network.Parameters.Arena.Span.ToArray();
        using TrainingSession<TinySoftmax> session = new(network, new Adam());
        int altered = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            // Blanks fill the header up, and a tab says the same; so does a small letter in an escaped character.
            if ((bytes[i] == ' ' && bytes[i + 1] is (byte)' ' or 0) || bytes.AsSpan(Math.Max(0, i - 5), 5).IndexOf("\\u"u8) >= 0)
                continue;
            for (int bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                Exception? found = Record.Exception(() => session.LoadCheckpoint(new MemoryStream(bytes)));
                bytes[i] ^= (byte)(1 << bit);
                if (found is null)
                    Assert.Fail($"bit {bit} of byte {i}, in {Encoding.Latin1.GetString(bytes, Math.Max(0, i - 20), 40)}");
                altered += Assert.IsType<WeightFileException>(found).Message.Contains("its checksum is not that of its bytes") ? 1 : 0;
            }
        }
        Assert.True(altered > 1000);
        Assert.Equal(before, network.Parameters.Arena.Span.ToArray());
        session.LoadCheckpoint(new MemoryStream(bytes));
    }

    [Fact]
    public void AFlippedBit_IsFoundInTheWeightsAlone()
    {
        byte[] bytes = Checkpoint();
        int data = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        bytes[data + 1] ^= 1;
        string path = _folder["flipped.checkpoint"];
        File.WriteAllBytes(path, bytes);
        Assert.Contains(
            "its checksum is not that of its bytes",
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message);
    }

    [Fact]
    public void AHeaderThatPromisesMuch_TakesNoMemory()
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, 99_999_999);
        bytes[8] = (byte)'{';
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<WeightFileException>(
            () => NetworkParameters.Load(TinySoftmax.Info, new OneWay(new MemoryStream(bytes)))).Message;
        Assert.Contains("expected a header of 99999999 bytes, found 56, as in a truncated file", message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void WhatIsNoStreamOfWeights_IsToldWhatItIs()
    {
        Assert.Contains(
            "found gzip data",
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(
                TinySoftmax.Info, new OneWay(new MemoryStream([0x1F, 0x8B, .. new byte[600]])))).Message);
        Assert.Contains(
            "found an empty file",
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, new MemoryStream())).Message);
        MemoryStream closed = new();
        closed.Dispose();
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(), new Sgd(1));
        Assert.Throws<ArgumentException>(() => session.SaveCheckpoint(closed));
        Assert.Throws<ArgumentException>(() => session.LoadCheckpoint(closed));
        Assert.Throws<ArgumentException>(() => TinySoftmax.Create().Parameters.Save(new MemoryStream([], writable: false)));
        Assert.Throws<ArgumentNullException>(() => session.LoadCheckpoint((Stream)null!));
    }

    [Fact]
    public void AValueThatIsNotFinite_IsFoundBeforeAnythingIsWritten()
    {
        TinySoftmax network = TinySoftmax.Create();
        network.Parameters[1].CopyFrom([0, 0, float.NaN, 0]);
        using MemoryStream stream = new();
        Assert.Contains(
            "found NaN in 'dense1.bias' at element 2",
            Assert.Throws<WeightFileException>(() => network.Parameters.Save(stream)).Message);
        using TrainingSession<TinySoftmax> session = new(network, new Sgd(1));
        Assert.Throws<WeightFileException>(() => session.SaveCheckpoint(stream));
        Assert.Equal(0, stream.Length);
    }

    private static byte[] Checkpoint()
    {
        using MemoryStream stream = new();
        using TrainingSession<TinySoftmax> session = new(TinySoftmax.Create(3), new Adam());
        Step(session);
        session.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static void Step(TrainingSession<TinySoftmax> session) =>
        session.Step(Sample.Floats(2 * TinySoftmax.Info.Input.ElementCount), [0, 1]);
}
