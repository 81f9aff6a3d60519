namespace Cnn.Runtime.Tests;

/// <summary>Files whose tensors are not the network's: in what they differ, and what to do.</summary>
public sealed class TensorCheckTests : IDisposable
{
    private const string Convert = "In Python: from safetensors.torch import load_file, save_file; save_file({";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("F16", 2, "16-bit floats (F16)")]
    [InlineData("BF16", 2, "16-bit brain floats (BF16)")]
    [InlineData("F64", 8, "64-bit floats (F64)")]
    [InlineData("F8_E4M3", 1, "8-bit floats (F8_E4M3)")]
    [InlineData("I64", 8, "64-bit integers (I64)")]
    [InlineData("I32", 4, "32-bit integers (I32)")]
    [InlineData("U8", 1, "8-bit unsigned integers (U8)")]
    [InlineData("BOOL", 1, "truth values (BOOL)")]
    public void AnotherType_IsCalledWhatItIs_AndHowItBecomesFloats(string type, int size, string words)
    {
        string message = Refusal(("dense1.weight", type, [4, 9], 36 * size), ("dense1.bias", "F32", [4], 16));
        Assert.Contains(
            $"its tensors are the network's, but tensor 'dense1.weight' holds {words}; this version reads 32-bit floats (F32) only. "
            + $"'dense1.weight': expected F32 [4, 9], found {type} [4, 9]. {Convert}name: tensor.float() for name, tensor in "
                + $"load_file(\"in.safetensors\").items()}}",
            message);
        Assert.DoesNotContain("another network", message);
        Assert.DoesNotContain("dense1.bias", message);
    }

    [Theory]
    [InlineData("Q4")]
    [InlineData("Q7\\u202E")]
    public void ATypeThatNobodyKnows_IsNamed_WithoutAProgramThatCannotReadIt(string type)
    {
        string message = Refusal(("dense1.weight", "F16", [4, 9], 72), ("dense1.bias", type, [4], 3));
        Assert.EndsWith(
            $"file: tensor 'dense1.bias' holds values of an unknown type ({type}); this version reads 32-bit floats (F32) only. "
            + $"'dense1.weight': expected F32 [4, 9], found F16 [4, 9]; 'dense1.bias': expected F32 [4], found {type} [4]. "
            + "Save the file with 32-bit floats (F32) by the program that wrote it.",
            message);
    }

    [Theory]
    [InlineData("Q4", "F32", "module.dense1.bias", "'dense1.bias': expected F32 [4], found Q4 [4].")]
    [InlineData("F32", "Q4", "module.step", "'module.step': expected none, found Q4 [4].")]
    public void ATypeThatNobodyKnows_UnderAPrefix_IsNamed_WithoutAProgramThatCannotReadIt(string bias, string step, string name,
        string fault)
    {
        (string, string, int[], int) extra = ("module.step", step, [4], 16);
        (string, string, int[], int)[] tensors = [("module.dense1.weight", "F32", [4, 9], 144), ("module.dense1.bias", bias, [4], 16)];
        Assert.EndsWith(
            $"file: tensor '{name}' holds values of an unknown type (Q4); this version reads 32-bit floats (F32) only. {fault} "
            + "Save the file with 32-bit floats (F32) by the program that wrote it. Besides, the tensors are not named as the network's: "
            + "every name in it has 'module.' before the network's, as torch.nn.DataParallel puts it.",
            Refusal(step == "F32" ? tensors : [.. tensors, extra]));
    }

    [Fact]
    public void ATypeThatNobodyKnows_BesideTheNetworks_IsAnotherTensor()
    {
        string message = Refusal(("dense1.weight", "F32", [4, 9], 144), ("dense1.bias", "F32", [4], 16), ("spare", "Q4", [4], 2));
        Assert.EndsWith(
            "and others beside them. 'spare': expected none, found Q4 [4]. Save it without these, or load it with the network that has "
            + "them.", message);
    }

    [SkippableTheory]
    [InlineData("f16.safetensors", "16-bit floats (F16)")]
    [InlineData("bf16.safetensors", "16-bit brain floats (BF16)")]
    [InlineData("f64.safetensors", "64-bit floats (F64)")]
    public void AnotherType_OfALibrarysFile_IsCalledWhatItIs(string name, string words)
    {
        NetworkInfo info = With(
            ParameterInfo.Kernel("features.0.weight", 0, 4, 2, 3, 3, 1, initialIsNormal: false),
                ParameterInfo.Vector("features.0.bias", 0, 4, 0),
            ParameterInfo.Matrix("classifier.weight", 0, 5, 36, 1, 1, 1, initialIsNormal: false),
                ParameterInfo.Vector("classifier.bias", 0, 5, 0));
        WeightFileException refused = Assert.Throws<WeightFileException>(() =>
            NetworkParameters.Load(info, TestData.Require("data", "weight-files", name)));
        Assert.Contains(
            $"its tensors are the network's, but tensor 'features.0.weight' holds {words}; this version reads 32-bit floats (F32) only.",
            refused.Message);
    }

    [Theory]
    [InlineData("module.", ", as torch.nn.DataParallel puts it")]
    [InlineData("_orig_mod.", ", as torch.compile puts it")]
    [InlineData("model.", "")]
    [InlineData("net.encoder/0.", "")]
    public void APrefixOfAllNames_IsNamed_WithTheProgramThatTakesItAway(string prefix, string origin)
    {
        string message = Refusal((prefix + "dense1.weight", "F32", [4, 9], 144), (prefix + "dense1.bias", "F32", [4], 16));
        Assert.EndsWith(
            $"its tensors are not named as the network's: every name in it has '{prefix}' before the network's{origin}. Take it away. "
            + $"{Convert}name.removeprefix(\"{prefix}\"): tensor.float() for name, tensor in load_file(\"in.safetensors\").items()}}, "
                + "\"out.safetensors\").",
            message);
    }

    [Fact]
    public void APrefixThatTheFileLacks_IsNamed()
    {
        string message = Refusal(("weight", "F32", [4, 9], 144), ("bias", "F32", [4], 16));
        Assert.Contains(
            $"every name of the network has 'dense1.' before the file's. Put it before the names. {Convert}\"dense1.\" + name: "
            + "tensor.float()", message);
    }

    [Fact]
    public void APrefixAndAnotherType_AreToldTogether()
    {
        string message = Refusal(("module.dense1.weight", "F16", [4, 9], 72), ("module.dense1.bias", "F32", [4], 16),
            ("module.step", "I64", [], 8));
        Assert.Contains(
            "has 'module.' before the network's, as torch.nn.DataParallel puts it. Besides, 'dense1.weight': expected F32 [4, 9], found "
                + "F16 [4, 9]; "
            + "'module.step': expected none, found I64 []. Take it away.", message);
    }

    [Fact]
    public void APrefixThatCouldBeCode_IsShown_ButNotAsCode()
    {
        const string Prefix = "\"); import os; (\"";
        string message = Refusal((Prefix + "dense1.weight", "F32", [4, 9], 144), (Prefix + "dense1.bias", "F32", [4], 16));
        Assert.EndsWith("before the network's. Take it away.", message);
        Assert.DoesNotContain("removeprefix", message);
    }

    [Fact]
    public void APrefixOfSomeNamesOnly_IsNoPrefix()
    {
        string message = Refusal(("module.dense1.weight", "F32", [4, 9], 144), ("dense1.bias", "F32", [4], 16));
        Assert.Contains(
            "its tensors are not the network's. 'dense1.weight': expected F32 [4, 9], found none; 'module.dense1.weight': expected none, "
            + "found F32 [4, 9]. Load it", message);
    }

    [Fact]
    public void ATensorOfNoValues_BesideTheNetworks_IsNamed()
    {
        string message = Refusal(("dense1.weight", "F32", [4, 9], 144), ("dense1.bias", "F32", [4], 16), ("spare", "F32", [0], 0));
        Assert.EndsWith(
            "it holds all of the network's tensors, and others beside them. 'spare': expected none, found F32 [0], which has no values. "
            + "Save it without these, or load it with the network that has them.", message);
    }

    [Fact]
    public void ManyFaults_AreCounted()
    {
        (string, string, int[], int)[] tensors = [.. Enumerable.Range(0, 1216).Select(i => ($"t{i}", "F32", Array.Empty<int>(), 4))];
        string message = Refusal(tensors);
        Assert.Contains(
            "'dense1.weight': expected F32 [4, 9], found none; 'dense1.bias': expected F32 [4], found none; 't0': expected none, found F32 "
            + "[]; ", message);
        Assert.Contains("; 't9': expected none, found F32 []; and 1,206 more. Load it with the network that saved it.", message);
    }

    [Fact]
    public void Names_AreShownWithWhatATerminalWouldObey()
    {
        string message = Refusal(("a\u202Eb\u001b[2J\n", "F32", [], 4));
        Assert.Contains("'a\\u202Eb\\u001B[2J\\n': expected none", message);
        Assert.Contains("named 'x\\u202E'", Assert.Throws<ArgumentException>(() => TinySoftmax.Create().Parameters.Find("x\u202E"))
            .Message);
    }

    private static NetworkInfo With(params ParameterInfo[] parameters)
    {
        NetworkInfo tiny = TinySoftmax.Info;
        return new NetworkInfo
        {
            Name = "Other",
            Input = tiny.Input,
            Output = tiny.Output,
            OutputFunction = tiny.OutputFunction,
            Loss = tiny.Loss,
            Layers = tiny.Layers,
            Parameters = parameters,
            TrainableFloats = 0,
            ParameterFloats = 0,
            Inference = tiny.Inference,
            Training = tiny.Training,
        };
    }

    private string Refusal(params (string Name, string Type, int[] Shape, int Bytes)[] tensors) =>
        WeightFiles.Refusal(WeightFiles.Write(_folder["file"], tensors));
}
