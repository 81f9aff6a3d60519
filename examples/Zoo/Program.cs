using System.Globalization;
using Zoo;
using Zoo.Terminal;

// Numbers look the same wherever the program runs.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

return new CommandLine(Example.List, Example.Classify).Run(args);
