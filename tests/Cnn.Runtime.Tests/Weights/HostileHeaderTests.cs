using System.Text;

namespace Cnn.Runtime.Tests;

/// <summary>Headers that are made to do harm: memory stays within a few times the file's length, and the message is short.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Text, and how often the file's length may be allocated in all while it is refused.</summary>
    public static TheoryData<string, string, int, string, double> Headers => new()
    {
        { """{"a":{"dtype":"F32","shape":[1""", ",1", 4_000_000, """],"data_offsets":[0,4]}}""", 1.5 },
        { """{"a":{"dtype":"F32","data_offsets":[0,4],"shape":[""", "[", 60, "1", 400 },
        { """{"a":{"dtype":"F32","shape":[],"data_offsets":[0""", ",1", 4_000_000, "]}}", 1.5 },
        { """{"a":{"other":[1""", ",[1]", 2_000_000, """],"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 1.5 },
        { "{\"__metadata__\":{\"a\":\"b\"", ",\"a\":\"b\"", 1_000_000, """},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 1.5 },
        { """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}""", ""","a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}""", 150_000,
            "}", 1.5 },
        { "{\"", "n", 8_000_000, "\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4 },
        { """{"a":{"shape":[],"data_offsets":[0,4],"dtype":" """, "n", 8_000_000, "\"}}", 4 },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Memory_IsBoundedByTheFile(string begin, string repeated, int times, string end, double most)
    {
        byte[] header = Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(repeated, times)) + end);
        WeightFiles.Write(_folder["file"], header, new byte[4]);
        AssertRefusedWithin(most, header.Length);
    }

    [Fact]
    public void Memory_OfVeryManyTensors_IsBoundedByTheFile()
    {
        StringBuilder header = new("{");
        for (int i = 0; i < 150_000; i++)
            header.Append(
                FormattableString.Invariant($$"""{{(i == 0 ? "" : ",")}}"{{i}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"""));
        WeightFiles.Write(_folder["file"], header.Append('}').ToString(), 0);
        string message = AssertRefusedWithin(10, header.Length);
        Assert.Contains("; and 149,990 more. ", message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""",
        "expected tensor 'a', F32 [9223372036854775807, 9223372036854775807], to have more bytes than a file can, found 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""",
        "to have more bytes than a file can, found 4")]
    [InlineData("""{"a":{"dtype":"F4","shape":[9],"data_offsets":[0,4]}}""", "expected tensor 'a', F4 [9], to have 5 bytes, found 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,4]}}""", "to have 0 bytes, found 4")]
    [InlineData("""{"__metadata__":7}""", "expected __metadata__ to be an object of texts, found 7")]
    [InlineData("""{"__metadata__":null}""", "expected __metadata__ to be an object of texts, found null")]
    [InlineData("""{"__metadata__":["a"]}""", "expected __metadata__ to be an object of texts, found [\"a\"]")]
    [InlineData("""{"__metadata__":{"a":{"b":"c"}}}""", "expected __metadata__ to be an object of texts, found {\"a\":{\"b\":\"c\"}}")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "expected each name once, found '__metadata__' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""",
        "expected each name once, found 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "of whole numbers once each")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", "of whole numbers once each")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}}""", "of whole numbers once each")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""",
        "found {\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}""", "of whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":"1","data_offsets":[0,4]}}""", "of whole numbers")]
    [InlineData("""{"a":["dtype"]}""",
        "expected tensor 'a' to have dtype, shape and data_offsets [begin, end] of whole numbers once each, at most 64 in a shape, found "
        + "[\"dtype\"]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", "its header is not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {}""", "its header is not valid JSON")]
    [InlineData("""["a"]""", "expected a JSON object as the header, found an array")]
    [InlineData("7      ", "expected a JSON object as the header, found a number")]
    public void EachFault_HasItsMessage(string header, string expected)
    {
        string message = WeightFiles.Refusal(WeightFiles.Write(_folder["file"], header, 4));
        Assert.Contains(expected, message);
        Assert.EndsWith("; copy or save it again.", message);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void NamesThatAreNotUnicode_AreAFaultOfTheFile(byte[] name)
    {
        byte[] header = [.. "{\"a"u8, .. name, .. "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"u8];
        string message = WeightFiles.Refusal(WeightFiles.Write(_folder["file"], header, new byte[4]));
        Assert.Contains("not a valid safetensors file: its header", message);
        Assert.EndsWith("; copy or save it again.", message);
    }

    [Fact]
    public void ShapesOf64Sizes_AreRead_AndOf65AreNot()
    {
        static string Of(int sizes) =>
            """{"a":{"dtype":"F32","shape":[""" + string.Join(',', Enumerable.Repeat("1", sizes)) + """],"data_offsets":[0,4]}}""";
        Assert.Contains("'a': expected none, found F32 [1, 1, ", WeightFiles.Refusal(WeightFiles.Write(_folder["file"], Of(64), 4)));
        Assert.Contains("at most 64 in a shape", WeightFiles.Refusal(WeightFiles.Write(_folder["file"], Of(65), 4)));
    }

    [Fact]
    public void OtherKeysOfATensor_ArePassedOver()
    {
        string header = """{"dense1.weight":{"note":[{"x":[1]}],"dtype":"F32","shape":[4,9],"data_offsets":[0,144]}"""
            + ""","dense1.bias":{"dtype":"F32","shape":[4],"data_offsets":[144,160]}}""";
        Assert.Equal(new float[4], NetworkParameters.Load(TinySoftmax.Info, WeightFiles.Write(_folder["file"], header, 160))[1].ToArray());
    }

    private string AssertRefusedWithin(double most, int length)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        WeightFileException refused = Assert.Throws<WeightFileException>(() => NetworkParameters.Load(TinySoftmax.Info, _folder["file"]));
        double times = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)length;
        Assert.True(times <= most, $"Allocated {times:F1} times the length of the header.");
        Assert.True(refused.Message.Length < 4000, $"The message has {refused.Message.Length} characters.");
        return refused.Message;
    }
}
