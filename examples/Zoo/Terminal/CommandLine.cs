using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Zoo.Terminal;

/// <summary>Reads the command line.</summary>
internal sealed class CommandLine
{
    private readonly Option<string> _network = new("--network")
    {
        Description = "The network, by its name in the list.",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "Its weights: a safetensors file with PyTorch's layout and the layers' names.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _images = new("--images")
    {
        Description = "A folder of pictures or one picture (JPEG, PNG, BMP, GIF, TGA), turned as EXIF says and fitted to the network's "
            + "input; or a file of raw bytes, [image, row, column, red green blue], of its size.",
        HelpName = "PATH",
        Required = true,
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "Which class the images are of: tab-separated columns, named in the first line; class_index, and file where the "
            + "images are files. With it, accuracy is counted.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _classes = new("--classes")
    {
        Description = "What the classes are called: a line a class, its number first and its name last, separated by tabs.",
        HelpName = "FILE",
    };

    private readonly Option<float?> _scale = new("--scale")
    {
        Description = "What bytes are multiplied by first. Default: 1 for Caffe's AlexNet, GoogLeNet and SqueezeNet; 1/255 for the others.",
        HelpName = "X",
        CustomParser = result => ParseNumbers(result, "--scale") is [float scale] ? scale : Fail(result, "--scale takes one number."),
    };

    private readonly Option<float[]?> _mean = new("--mean")
    {
        Description = "What is then subtracted, a number a channel, in the network's order. Default: 104,117,123 for Caffe's; "
            + "0.485,0.456,0.406 for the residual networks.",
        HelpName = "X,X,X",
        CustomParser = result => ParseNumbers(result, "--mean"),
    };

    private readonly Option<float[]?> _deviation = new("--deviation")
    {
        Description = "What is then divided by. Default: 1,1,1 for Caffe's; 0.229,0.224,0.225 for the residual networks.",
        HelpName = "X,X,X",
        CustomParser = result => ParseNumbers(result, "--deviation"),
    };

    private readonly Option<bool> _bgr = new("--bgr") { Description = "The network's channels are blue, green, red. Default for Caffe's." };

    private readonly Option<bool> _rgb = new("--rgb") { Description = "They are red, green, blue. Default for the residual networks." };

    private readonly RootCommand _root;

    /// <param name="list">Lists the networks; returns the exit code.</param>
    /// <param name="classify">Classifies; returns the exit code.</param>
    public CommandLine(Func<int> list, Func<ClassifyOptions, int> classify)
    {
        var command = new Command("classify", "Classifies images with given weights.")
        {
            _network, _weights, _images, _labels, _classes, _scale, _mean, _deviation, _bgr, _rgb,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(_bgr) is { Implicit: false } && result.GetResult(_rgb) is { Implicit: false })
                result.AddError("--bgr and --rgb exclude each other; give one of them.");
        });
        command.SetAction(parsed => classify(Read(parsed)));
        _root = new RootCommand("The classic convolutional networks, compiled by the C# compiler. Without a command it lists them.")
            { command };
        _root.SetAction(_ => list());
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code; 1 after a bad option, which is explained on the error output.</returns>
    public int Run(string[] arguments)
    {
        ParseResult parsed = _root.Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        Console.Error.WriteLine($"{parsed.Errors[0].Message} See --help.");
        return 1;
    }

    private ClassifyOptions Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(_network),
        parsed.GetRequiredValue(_weights),
        parsed.GetRequiredValue(_images),
        parsed.GetValue(_labels),
        parsed.GetValue(_classes),
        parsed.GetValue(_scale),
        Given(parsed.GetValue(_mean)),
        Given(parsed.GetValue(_deviation)),
        parsed.GetValue(_bgr) ? true : parsed.GetValue(_rgb) ? false : null);

    // An option for an array is empty where it was not given.
    private static float[]? Given(float[]? numbers) => numbers is { Length: > 0 } ? numbers : null;

    private static float[]? ParseNumbers(ArgumentResult result, string option)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split(',');
        float[] numbers = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) && float.IsFinite(numbers[i]))
                continue;
            result.AddError($"{option} takes numbers, separated by commas, not '{text}'.");
            return null;
        }

        return numbers;
    }

    private static float? Fail(ArgumentResult result, string message)
    {
        if (!result.Errors.Any()) result.AddError(message);
        return null;
    }
}
