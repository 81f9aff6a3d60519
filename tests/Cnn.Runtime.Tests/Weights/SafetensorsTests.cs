using System.Buffers.Binary;
using System.Text;

namespace Cnn.Runtime.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private const string Good =
        """{"dense1.weight":{"dtype":"F32","shape":[4,9],"data_offsets":[0,144]}"""
            + ""","dense1.bias":{"dtype":"F32","shape":[4],"data_offsets":[144,160]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThenLoad_GivesTheSameBits()
    {
        TinySoftmax network = TinySoftmax.Create(3);
        network.Parameters[1].CopyFrom([1, -2, float.Epsilon, -0f]);
        network.Parameters.Save(_folder["a"]);
        NetworkParameters loaded = NetworkParameters.Load(TinySoftmax.Info, _folder["a"]);
        Assert.Equal(Sample.Bits(network.Parameters.Arena.Span), Sample.Bits(loaded.Arena.Span));
    }

    [Fact]
    public void Save_Twice_GivesTheSameBytes_AndLeavesNothingBehind()
    {
        NetworkParameters parameters = TinySoftmax.Create(3).Parameters;
        parameters.Save(_folder["a"]);
        parameters.Save(_folder["b"]);
        parameters.Save(_folder["a"]);
        Assert.Equal(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
        Assert.Equal(2, Directory.GetFiles(_folder.Root).Length);
    }

    [Fact]
    public void Save_WritesTheHeaderThatTheFormatAsksFor()
    {
        TinySoftmax.Create().Parameters.Save(_folder["a"]);
        byte[] bytes = File.ReadAllBytes(_folder["a"]);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(8 + length + 160, bytes.Length);
        Assert.Equal("""{"__metadata__":{"format":"pt"},""" + Good[1..], Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Save_OfAValueThatIsNotFinite_IsRefused_AndKeepsTheOldFile(float value, string written)
    {
        TinySoftmax network = TinySoftmax.Create();
        network.Parameters.Save(_folder["a"]);
        byte[] before = File.ReadAllBytes(_folder["a"]);
        network.Parameters[1].CopyFrom([0, 0, value, 0]);
        string message = Assert.Throws<WeightFileException>(() => network.Parameters.Save(_folder["a"])).Message;
        Assert.Contains($"found {written} in 'dense1.bias' at element 2 of [4]", message);
        Assert.StartsWith(_folder["a"], message);
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Load_OfAFileThatDoesNotExist_Throws() =>
        Assert.Throws<FileNotFoundException>(() => NetworkParameters.Load(TinySoftmax.Info, _folder["none"]));

    [Fact]
    public void Load_AcceptsTensorsInAnyOrder_AndMetadata()
    {
        string header =
            """{"dense1.bias":{"data_offsets":[0,16],"shape":[4],"dtype":"F32"},"__metadata__":{"by":"someone"}"""
                + ""","dense1.weight":{"dtype":"F32","shape":[4,9],"data_offsets":[16,160]}}""";
        float[] values = Sample.Floats(40);
        NetworkParameters loaded = NetworkParameters.Load(TinySoftmax.Info, Write(header, values));
        Assert.Equal(values[..4], loaded[1].ToArray());
        Assert.Equal(values[4..], loaded[0].ToArray());
    }

    [Theory]
    [InlineData("", "found nothing but zeros where a header should be")]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "found an array")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("""{"a":1}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,160]}}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4.5],"data_offsets":[0,160]}}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,160]}}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":7,"shape":[4],"data_offsets":[0,160]}}""", "tensor 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[40],"data_offsets":[160,0]}}""", "tensor 'a'")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[40],"data_offsets":[0,160]}"""
        + ""","a":{"dtype":"F32","shape":[0],"data_offsets":[160,160]}}""", "found 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[40],"data_offsets":[4,160]}}""", "at byte 0 of the data, found 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[40],"data_offsets":[0,164]}}""",
        "within the file's 160 bytes of data, found its end at 164")]
    [InlineData("""{"a":{"dtype":"F32","shape":[40],"data_offsets":[0,9000000000000000000]}}""", "within the file's 160 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[39],"data_offsets":[0,156]}}""",
        "expected 156 bytes of data, as its header says, found 160")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[30],"data_offsets":[0,120]}"""
        + ""","b":{"dtype":"F32","shape":[11],"data_offsets":[116,160]}}""", "'b' to begin where the one before it ends, at byte 120")]
    [InlineData("""{"a\uD800":{"dtype":"F32","shape":[40],"data_offsets":[0,160]}}""", "not a")]
    public void Load_OfADamagedHeader_SaysWhatIsWrong(string header, string expected)
    {
        string path = Write(header, new float[40]);
        WeightFileException exception = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path));
        Assert.Contains(expected, exception.Message);
        Assert.StartsWith(path, exception.Message);
        Assert.EndsWith("; copy or save it again.", exception.Message);
        Assert.Equal(path, exception.Path);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    public void Load_OfAnAbsurdHeaderLength_ThrowsWithoutAllocating(byte[] bytes)
    {
        File.WriteAllBytes(_folder["bad"], bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, _folder["bad"]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Load_OfDeeplyNestedJson_IsAnError()
    {
        string path = Write(new string('[', 100_000), []);
        Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path));
    }

    [Fact]
    public void Load_OfEndlessNamesAndShapes_QuotesTheirBeginningsOnly()
    {
        string name = new('n', 100_000);
        string sizes = string.Join(',', Enumerable.Repeat("1", 100_000));
        foreach (string tensor in (string[])["1", $$"""{"dtype":"{{name}}","shape":[{{sizes}}],"data_offsets":[0,160]}"""])
        {
            string path = Write($$"""{"{{name}}": {{tensor}} }""", new float[40]);
            string message = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message;
            Assert.Contains("nnnn", message);
            Assert.True(message.Length < 2_000, $"The message has {message.Length} characters.");
        }
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\u001b[2J")]
    public void Load_OfANameWithControlCharacters_KeepsThemOutOfTheMessage(string name)
    {
        string path = Write($$"""{"a{{name}}":{"dtype":"F32","shape":[40],"data_offsets":[0,160]} }""", new float[40]);
        string message = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message;
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Load_OfATruncatedFile_IsAnErrorAtEveryLength()
    {
        TinySoftmax.Create().Parameters.Save(_folder["whole"]);
        byte[] whole = File.ReadAllBytes(_folder["whole"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, _folder["cut"]));
        }
    }

    [Fact]
    public void Load_OfAnotherNetworksFile_ListsEveryTensorWithExpectedAndFound()
    {
        string path = Write(
            """{"dense1.weight":{"dtype":"F32","shape":[9,4],"data_offsets":[0,144]}"""
                + ""","other":{"dtype":"F16","shape":[8],"data_offsets":[144,160]}}""",
            new float[40]);
        string message = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message;
        Assert.Contains("'dense1.weight': expected F32 [4, 9], found F32 [9, 4]", message);
        Assert.Contains("'dense1.bias': expected F32 [4], found none", message);
        Assert.Contains("'other': expected none, found F16 [8]", message);
    }

    /// <summary>PyTorch counts the batches that a batch norm has seen: I64, of no dimension.</summary>
    [Theory]
    [InlineData("bn1.num_batches_tracked", true)]
    [InlineData("bn2.num_batches_tracked", false)]
    [InlineData("num_batches_tracked", false)]
    public void Load_PassesOverABatchCount_OfItsOwnBatchNorms(string name, bool isPassedOver)
    {
        NetworkInfo info = Normed("bn1.running_mean");
        string path = Write(
            $$$"""{"bn1.running_mean":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}"""
                + $$$""","{{{name}}}":{"dtype":"I64","shape":[],"data_offsets":[16,24]}}""", [1, 2, 3, 4, 0, 0]);
        if (isPassedOver)
            Assert.Equal([1f, 2, 3, 4], NetworkParameters.Load(info, path)[0].ToArray());
        else
            Assert.Contains($"'{name}': expected none, found I64",
                Assert.Throws<WeightFileException>(() => NetworkParameters.Load(info, path)).Message);
    }

    [Theory]
    [InlineData("bn1.running_var")]
    [InlineData("stem/a.running_var")]
    [InlineData("running_var")]
    public void Load_OfANegativeVariance_IsAnError_AndSoIsACopy(string name)
    {
        NetworkInfo info = Normed(name);
        string header = $$$"""{"{{{name}}}":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""";
        string path = Write(header, [0, 1e-30f, -0.5f, -1]);
        Assert.Equal(
            $"{path}: expected variances of 0 or more, found -0.5 in '{name}' at element 2 of [4]; save the weights of the trained network "
                + "again.",
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(info, path)).Message);
        ParameterView view = NetworkParameters.Load(info, Write(header, [0, -0f, 1e-30f, 2]))[0];
        foreach (float value in (float[])[-1e-30f, float.NaN, float.NegativeInfinity])
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => view.CopyFrom([1, value, 1, 1]));
            Assert.StartsWith(
                FormattableString.Invariant(
                    $"{name} cannot be replaced: expected variances of 0 or more, found {value} in '{name}' at element 1 of [4]."),
                refused.Message);
            Assert.Equal("source", refused.ParamName);
        }
        Assert.Equal([0, 0, 1e-30f, 2], view.ToArray());
    }

    [Fact]
    public void Load_OfANegativeMean_IsRight() => Assert.Equal(
        [-1, 2, 3, 4],
        NetworkParameters.Load(
            Normed("bn1.running_mean"),
                Write("""{"bn1.running_mean":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", [-1, 2, 3, 4]))[0].ToArray());

    [Fact]
    public void Load_OfAnotherElementType_IsAnError()
    {
        string path = Write(Good.Replace("\"F32\",\"shape\":[4]", "\"I32\",\"shape\":[4]", StringComparison.Ordinal), new float[40]);
        Assert.Contains("found I32 [4]", Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message);
    }

    [Fact]
    public void Load_WhereSizeAndShapeDisagree_IsAnError()
    {
        string path = Write(
            """{"dense1.weight":{"dtype":"F32","shape":[4,9],"data_offsets":[0,140]}"""
                + ""","dense1.bias":{"dtype":"F32","shape":[4],"data_offsets":[140,160]}}""",
            new float[40]);
        Assert.Contains("expected tensor 'dense1.weight', F32 [4, 9], to have 144 bytes, found 140",
            Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, path)).Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Load_OfAValueThatIsNotFinite_NamesTensorAndElement(float value, string written)
    {
        float[] values = new float[40];
        values[38] = value;
        string message = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, Write(Good, values))).Message;
        Assert.Contains($"found {written} in 'dense1.bias' at element 2 of [4]", message);
    }

    private string Write(string header, float[] values)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        byte[] data = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * 4), values[i]);
        File.WriteAllBytes(_folder["file"], [.. length, .. json, .. data]);
        return _folder["file"];
    }

    private static NetworkInfo Normed(string statistic)
    {
        NetworkInfo tiny = TinySoftmax.Info;
        return new NetworkInfo
        {
            Name = "Normed",
            Input = tiny.Input,
            Output = tiny.Output,
            OutputFunction = tiny.OutputFunction,
            Loss = tiny.Loss,
            Layers = tiny.Layers,
            Parameters = [ParameterInfo.Vector(statistic, 0, 4, 0, isTrainable: false)],
            TrainableFloats = 0,
            ParameterFloats = 16,
            Inference = tiny.Inference,
            Training = tiny.Training,
        };
    }
}
