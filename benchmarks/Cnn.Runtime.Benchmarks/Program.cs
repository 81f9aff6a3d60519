using System.Globalization;
using Cnn.Runtime.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["load"] => LoadReport.Run(seconds: 3, busy: [0, 2, 4]),
    ["load", var seconds] when double.TryParse(seconds, out double value) && value is > 0 and <= 5 =>
        LoadReport.Run(value, busy: [0, 2, 4]),
    ["load", var seconds, "quiet"] when double.TryParse(seconds, out double value) && value is > 0 and <= 5 =>
        LoadReport.Run(value, busy: [0]),
    [BusyProcesses.Command] => BusyProcesses.Spin(),
    _ => Explain(),
};

static int Explain()
{
    Console.Error.WriteLine(
        """
        usage: Cnn.Runtime.Benchmarks load [SECONDS [quiet]]
                   calls with 1 and with 2 threads side by side, beside 0, 2 and 4 busy processes, or none; 0 to 5 seconds a row.
                   Not at a real-time priority: the busy processes inherit it.
        """);
    return 2;
}
