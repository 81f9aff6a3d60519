using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LeNetExample.Terminal;

/// <summary>Reads the command line.</summary>
internal sealed class CommandLine
{
    private const int MaxEpochs = 1_000;
    private const int MaxThreads = 256;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Learn from the IDX files in this folder, packed (.gz) or not: MNIST, Fashion-MNIST or others with their names.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _download = new("--download")
    {
        Description = "Learn from MNIST; what is not there yet is fetched from its public mirror, checked and kept.",
    };

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "How often to go through the training set. Default: 8 for drawn digits, 20 for others.",
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "--epochs", 1, MaxEpochs),
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Decides everything that is random; the same seed gives the same weights.",
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "--seed", 0, int.MaxValue),
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "How many threads work; the result does not depend on it. Default: one a processor.",
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "--threads", 1, MaxThreads),
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "Where lenet5.safetensors and digits.png go.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "output",
    };

    private readonly Option<bool> _augment = new("--augment")
    {
        Description = "Turn, stretch and move the training images a little, each time anew. Default for IDX files.",
    };

    private readonly Option<bool> _noAugment = new("--no-augment")
    {
        Description = "Leave the training images as they are. Default for drawn digits, which differ enough.",
    };

    private readonly RootCommand _root;

    /// <param name="run">Does what was asked for and returns the exit code.</param>
    public CommandLine(Func<ExampleOptions, CancellationToken, Task<int>> run)
    {
        _root = new RootCommand(
            "LeNet-5 learns to read digits, with code that the C# compiler wrote. Without options it draws the digits itself.")
        {
            _data, _download, _epochs, _seed, _threads, _output, _augment, _noAugment,
        };
        _root.Validators.Add(Validate);
        _root.SetAction((parsed, cancellation) => run(Read(parsed), cancellation));
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code; 1 after a bad option, which is explained on the error output.</returns>
    public Task<int> RunAsync(string[] arguments)
    {
        ParseResult parsed = _root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"{parsed.Errors[0].Message} See --help.");
            return Task.FromResult(1);
        }

        return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private void Validate(CommandResult command)
    {
        Exclude(command, _data, _download);
        Exclude(command, _augment, _noAugment);
        if (command.GetResult(_data) is { Tokens: [{ Value: "" }] })
            command.AddError("--data takes the name of a folder, not an empty one.");
        if (command.GetResult(_output) is { Tokens: [{ Value: "" }] })
            command.AddError("--output takes the name of a folder, not an empty one.");
    }

    private static void Exclude(CommandResult command, Option one, Option other)
    {
        if (command.GetResult(one) is { Implicit: false } && command.GetResult(other) is { Implicit: false })
            command.AddError($"{one.Name} and {other.Name} exclude each other; give one of them.");
    }

    private ExampleOptions Read(ParseResult parsed) => new(
        parsed.GetValue(_data),
        parsed.GetValue(_download),
        parsed.GetValue(_epochs),
        parsed.GetValue(_seed),
        parsed.GetValue(_threads) is > 0 and int threads ? threads : Math.Min(Environment.ProcessorCount, MaxThreads),
        parsed.GetRequiredValue(_output),
        parsed.GetValue(_augment) ? true : parsed.GetValue(_noAugment) ? false : null);

    private static int ParseNumber(ArgumentResult result, string option, int least, int most)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
            && number <= most)
            return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"{option} takes a whole number from {least} to {most}, not '{text}'."));
        return 0;
    }
}
