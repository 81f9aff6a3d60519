using System.CommandLine;
using Cnn.Cli.Plans;
using Cnn.Planning;

namespace Cnn.Cli.Terminal;

/// <summary>Reads the command line and runs the command.</summary>
internal sealed class CommandLine
{
    private readonly Argument<string> _file = new("file") { Description = "A .cnn file.", HelpName = "FILE.cnn" };

    private readonly Option<string?> _network =
        new("--network") { Description = "The network of the file. Default: the only one.", HelpName = "NAME" };

    private readonly Option<bool> _inference = new("--inference") { Description = "The plan of the prediction only." };

    private readonly Option<bool> _training = new("--training") { Description = "The plan of the training step only." };

    private readonly RootCommand _root;
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    /// <param name="output">Where what was asked for is written.</param>
    /// <param name="error">Where issues of a text and other complaints are written.</param>
    public CommandLine(TextWriter output, TextWriter error)
    {
        (_output, _error) = (output, error);
        const string Description = "Prints how a network is computed: decisions, steps, algorithms and reasons, lives of tensors, memory.";
        var plan = new Command("plan", Description) { _file, _network, _inference, _training };
        plan.SetAction(parsed => PlanCommand.Run(Read(parsed), output, error));
        _root = new RootCommand("Looks into networks without compiling them.") { plan };
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code: 0; 1 where the text has errors, and after a bad option.</returns>
    public int Run(string[] arguments)
    {
        ParseResult parsed = _root.Parse(arguments);
        try
        {
            if (parsed.Errors.Count > 0) throw new UserException($"{parsed.Errors[0].Message} See --help.");
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = _output, Error = _error });
        }
        catch (UserException exception)
        {
            _error.WriteLine(exception.Message);
            return 1;
        }
    }

    // Neither option means both passes, and so do both options.
    private PlanOptions Read(ParseResult parsed)
    {
        bool inference = parsed.GetValue(_inference), training = parsed.GetValue(_training);
        var passes = (inference, training) switch
        {
            (true, false) => PrintedPasses.Inference,
            (false, true) => PrintedPasses.Training,
            _ => PrintedPasses.All,
        };
        return new(parsed.GetRequiredValue(_file), parsed.GetValue(_network), passes);
    }
}
