using System.Globalization;
using Cnn.Cli.Terminal;

// Messages look the same wherever the program runs.
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

return new CommandLine(Console.Out, Console.Error).Run(args);
