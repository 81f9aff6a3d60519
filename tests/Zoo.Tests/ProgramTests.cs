using Cnn.Examples;
using StbImageWriteSharp;
using Zoo.Catalog;

namespace Zoo.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_HasALineForEachNetwork_InEightyColumns()
    {
        ProgramResult result = ExampleProgram.Run("Zoo", AppContext.BaseDirectory);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        foreach (ZooNetwork network in ZooCatalog.All)
        {
            string line = Assert.Single(result.Output.Split('\n'), line =>
                line.Trim().StartsWith(network.Info.Name + " ", StringComparison.Ordinal));
            Assert.Contains(network.Info.ParameterCount.ToString("N0"), line);
            Assert.Contains(network.Info.Input.ToString(), line);
        }

        // Nothing was cut off.
        Assert.DoesNotContain("…", result.Output);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void Help_NamesEveryOption()
    {
        ProgramResult result = ExampleProgram.Run("Zoo", AppContext.BaseDirectory, "classify", "--help");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        foreach (string option in (string[])["--network", "--weights", "--images", "--labels", "--classes", "--scale", "--mean",
            "--deviation", "--bgr", "--rgb"])
            Assert.Contains(option, result.Output);
    }

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("classify --network LeNet5", "--weights")]
    [InlineData("classify --network Bogus --weights w --images i", "no network 'Bogus'; there are LeNet5, ")]
    [InlineData("classify --network LeNet5 --weights w --images missing", "neither a folder nor a file 'missing'")]
    [InlineData("classify --network LeNet5 --weights w --images i --mean x", "--mean takes numbers, separated by commas, not 'x'")]
    [InlineData("classify --network LeNet5 --weights w --images i --scale 1,2", "--scale takes one number")]
    [InlineData("classify --network SqueezeNet --weights w --images i --deviation 1,2", "for each of the network's 3 channels; found 2")]
    [InlineData("classify --network SqueezeNet --weights w --images i --bgr --rgb", "exclude each other")]
    public void BadArguments_AreExplained(string arguments, string expected) => ExpectFailure(expected, arguments.Split(' '));

    [Fact]
    public void Pixels_ThatAreNoWholeImages_AreExplained()
    {
        File.WriteAllBytes(_folder["pixels.bin"], new byte[2 * 1024 + 1]);
        ExpectFailure("32 rows, 32 columns and 1 bytes a pixel, 1024 bytes each, one after the other; found 2049 bytes",
            Arguments("pixels.bin"));
    }

    [Fact]
    public void Pictures_ThatAreNone_AreExplained()
    {
        LeNet5.Create().Save(_folder["weights"]);
        File.WriteAllText(_folder["a.png"], "no picture");
        ExpectFailure("a.png is damaged, or no picture", Arguments("a.png"));
        File.WriteAllText(_folder["photograph"], "RIFF....WEBPVP8 and so on, and on");
        ExpectFailure("photograph is a WebP picture, which this program does not read; convert it to one of JPEG, PNG, ",
            Arguments("photograph"));
        File.WriteAllText(_folder["b.webp"], "no picture");
        ExpectFailure("b.webp is damaged, or no picture", Arguments("b.webp"));
        Directory.CreateDirectory(_folder["empty"]);
        ExpectFailure("holds no pictures", Arguments("empty"));
    }

    [Fact]
    public void BadPictures_OfAFolder_AreSaid_AndTheOthersClassified()
    {
        LeNet5.Create(seed: 3).Save(_folder["weights"]);
        Directory.CreateDirectory(_folder["mixed/below"]);
        byte[] jpeg = PictureFile.Noise("JPEG", 40, 40);
        File.WriteAllBytes(_folder["mixed/a.jpg"], jpeg[..^100]);
        File.WriteAllBytes(_folder["mixed/b.jpg"], jpeg);
        File.WriteAllText(_folder["mixed/c.webp"], "RIFF....WEBPVP8 and so on");
        File.WriteAllBytes(_folder["mixed/d"], PictureFile.Noise("PNG", 40, 40));
        File.WriteAllText(_folder["mixed/notes.txt"], "What I saw in the summer.");
        File.WriteAllText(_folder["labels.tsv"], "class_index\n1\n1\n1\n1\n");
        ProgramResult result = ExampleProgram.Run("Zoo", AppContext.BaseDirectory,
            [.. Arguments("mixed"), "--labels", _folder["labels.tsv"]]);
        Assert.Equal(1, result.ExitCode);
        string[] lines = [.. result.Output.Split('\n').Select(line => line.TrimEnd())],
            errors = [.. result.Errors.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        Assert.StartsWith("b.jpg  ", lines[0]);
        Assert.StartsWith("d  ", lines[1]);
        Assert.Contains(" of 2 right ", result.Output);
        Assert.Equal(4, errors.Length);
        Assert.Equal($"Not classified, because they are no pictures: notes.txt, below{Path.DirectorySeparatorChar}.", errors[0]);
        Assert.Contains("a.jpg is cut off: ", errors[1]);
        Assert.Contains("c.webp is a WebP picture", errors[2]);
        Assert.Equal("2 of 4 images were not classified, for the reasons above.", errors[3]);
    }

    [Theory]
    [InlineData("class\n3\n", "'class_index' must be one of them")]
    [InlineData("class_index\n3\n", "has 1 lines of labels, but there are 2 images")]
    [InlineData("class_index\n3\n10\n", "line 3: expected 1 columns, with a class from 0 to 9")]
    [InlineData("file\tclass_index\nother.png\t1\n0\t1\n", "has no line for 1")]
    public void BadLabels_AreExplained(string labels, string expected)
    {
        File.WriteAllBytes(_folder["pixels.bin"], new byte[2 * 1024]);
        File.WriteAllText(_folder["labels.tsv"], labels);
        ExpectFailure(expected, [.. Arguments("pixels.bin"), "--labels", _folder["labels.tsv"]]);
    }

    [Fact]
    public void Pictures_GiveTheSameAsTheirPixels_AndAreCounted()
    {
        LeNet5 network = LeNet5.Create(seed: 3);
        network.Save(_folder["weights"]);
        var random = new Random(1);
        byte[] pixels = new byte[3 * 1024];
        random.NextBytes(pixels);
        File.WriteAllBytes(_folder["pixels.bin"], pixels);
        Directory.CreateDirectory(_folder["pictures"]);
        for (int i = 0; i < 3; i++)
        {
            using FileStream file = File.Create(Path.Combine(_folder["pictures"], $"{i}.png"));
            new ImageWriter().WritePng(pixels[(i * 1024)..((i + 1) * 1024)], 32, 32, ColorComponents.Grey, file);
        }

        int[] answers = [.. Enumerable.Range(0, 3).Select(i => Answer(network, pixels.AsSpan(i * 1024, 1024)))];
        // The first is right, the second wrong; the classes of ten are rarely all among the first five.
        File.WriteAllText(_folder["labels.tsv"],
            $"file\tclass_index\n2.png\t{answers[2]}\n1.png\t{(answers[1] + 1) % 10}\n0.png\t{answers[0]}\n");
        File.WriteAllText(_folder["classes.tsv"], string.Join('\n', Enumerable.Range(0, 10).Select(digit => $"{digit}\tdigit-{digit}")));
        ProgramResult pictures = Run([.. Arguments("pictures"), "--labels", _folder["labels.tsv"], "--classes", _folder["classes.tsv"]]);
        string[] lines = pictures.Output.Split('\n');
        Assert.StartsWith($"0.png  right  digit-{answers[0]} ", lines[0]);
        Assert.DoesNotContain("right", lines[1]);
        Assert.StartsWith($"2.png  right  digit-{answers[2]} ", lines[2]);
        Assert.Contains("top-1: 2 of 3 right (66.7 %), error 33.3 %", pictures.Output);

        ProgramResult raw = Run([.. Arguments("pixels.bin"), "--classes", _folder["classes.tsv"]]);
        string[] best = [.. lines.Take(3).Select(line => line[line.IndexOf("digit-", StringComparison.Ordinal)..])];
        Assert.Equal(best, raw.Output.Split('\n').Take(3).Select(line => line[line.IndexOf("digit-", StringComparison.Ordinal)..]));
        Assert.NotEqual(raw.Output,
            Run([.. Arguments("pixels.bin"), "--classes", _folder["classes.tsv"], "--mean", "0.5", "--deviation", "0.1"]).Output);
    }

    private static int Answer(LeNet5 network, ReadOnlySpan<byte> pixels)
    {
        using var session = network.CreateSession();
        float[] image = new float[pixels.Length];
        for (int i = 0; i < image.Length; i++) image[i] = pixels[i] * (1 / 255f);
        float[] scores = session.Predict(image).ToArray();
        return Array.IndexOf(scores, scores.Max());
    }

    private string[] Arguments(string images) =>
        ["classify", "--network", "lenet5", "--weights", _folder["weights"], "--images", _folder[images]];

    private static ProgramResult Run(string[] arguments)
    {
        ProgramResult result = ExampleProgram.Run("Zoo", AppContext.BaseDirectory, arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        return result;
    }

    private static void ExpectFailure(string expected, params string[] arguments)
    {
        ProgramResult result = ExampleProgram.Run("Zoo", AppContext.BaseDirectory, arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Errors);
        // One line, which a stack trace is not.
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", result.Errors);
    }
}
