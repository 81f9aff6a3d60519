using Cnn.Cli.Terminal;

namespace Cnn.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private const string Small = "network Small { batch 4, input 6x6x1, conv 2 3x3 same tanh, maxpool 2x2, dense 3, softmax }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Plan_OfTheOnlyNetwork_IsPrinted()
    {
        var (code, output, error) = Run("plan", Write("Small.cnn", Small));
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Network Small: 77 parameters", output, StringComparison.Ordinal);
        Assert.Contains("\nPrediction, batch 1\n", output, StringComparison.Ordinal);
        Assert.Contains("\nTraining step, batch 4\n", output, StringComparison.Ordinal);
        Assert.Contains("\nDecisions ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--inference", true, false)]
    [InlineData("--training", false, true)]
    public void OnePass_IsPrintedAlone(string option, bool hasInference, bool hasTraining)
    {
        var (_, output, _) = Run("plan", Write("Small.cnn", Small), option);
        Assert.Equal(hasInference, output.Contains("\nPrediction,", StringComparison.Ordinal));
        Assert.Equal(hasTraining, output.Contains("\nTraining step,", StringComparison.Ordinal));
    }

    [Fact]
    public void Network_IsChosenByItsName()
    {
        string path = Write("Two.cnn", Small + "network Other { inference_only, input 4x4x1, dense 2 }\n");
        var (code, output, error) = Run("plan", path);
        Assert.Equal((1, "", $"{path} has 2 networks; choose one with --network: Small, Other.\n"), (code, output, error));
        Assert.StartsWith("Network Other: 34 parameters", Run("plan", path, "--network", "Other").Output, StringComparison.Ordinal);
        Assert.Equal((1, "", $"{path} has no network 'Third'; it has Small, Other.\n"), Run("plan", path, "--network", "Third"));
        Assert.Equal(
            (1, "", "Other is declared for predictions only: there is no training step.\n"),
            Run("plan", path, "--network", "Other", "--training"));
    }

    [Fact]
    public void Errors_StandAsTheCompilerWritesThem()
    {
        string path = Write("Wrong.cnn", "network Wrong {\n  input 6x6x1\n  conv 2 9x9\n  dense 2\n}\n");
        var (code, output, error) = Run("plan", path);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{path}(3,", error, StringComparison.Ordinal);
        Assert.Matches(@"^.*\(3,\d+\): error CNN2101: .*\n$", error);
    }

    [Fact]
    public void FilesThatAreUsed_AreReadFromTheDisk()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "blocks"));
        Write("blocks/Outer.cnn", "use \"Inner.cnn\"\nblock outer() { inner(), dense 3 }\n");
        Write("blocks/Inner.cnn", "block inner() { conv 2 3x3 }\n");
        string path = Write("Net.cnn", "use \"blocks/Outer.cnn\"\nnetwork Net { input 6x6x1, outer() }\n");
        Assert.StartsWith("Network Net: 119 parameters", Run("plan", path).Output, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, "blocks", "Outer.cnn"));
        Assert.Matches(@"\(1,\d+\): error CNN\d+: ", Run("plan", path).Error);
    }

    [Fact]
    public void FileThatIsNotThere_IsNamed()
    {
        string path = Path.Combine(_folder, "None.cnn");
        Assert.Equal((1, "", $"There is no file '{path}'.\n"), Run("plan", path));
    }

    [Fact]
    public void Folder_IsNoFile() => Assert.Equal((1, "", $"'{_folder}' is a folder. Name a .cnn file in it.\n"), Run("plan", _folder));

    [Fact]
    public void FileWithoutNetworks_IsExplained()
    {
        string path = Write("Blocks.cnn", "block one() { dense 3 }\n");
        Assert.Equal((1, "", $"{path} has blocks only, no network.\n"), Run("plan", path));
    }

    [Fact]
    public void UnknownOption_IsExplained()
    {
        var (code, output, error) = Run("plan", Write("Small.cnn", Small), "--train");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("--train", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int code = new CommandLine(output, error).Run(arguments);
        return (code, output.ToString(), error.ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
