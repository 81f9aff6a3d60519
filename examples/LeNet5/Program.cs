using System.Globalization;
using LeNetExample;
using LeNetExample.Terminal;

// Numbers look the same wherever the program runs.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

return await new CommandLine(Example.RunAsync).RunAsync(args);
