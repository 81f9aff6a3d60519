using System.Globalization;
using Cnn.Runtime.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["load"] => LoadReport.Run(seconds: 3),
    ["load", var seconds] when double.TryParse(seconds, out double value) && value > 0 => LoadReport.Run(value),
    [BusyProcesses.Command] => BusyProcesses.Spin(),
    _ => Explain(),
};

static int Explain()
{
    Console.Error.WriteLine("usage: Cnn.Runtime.Benchmarks load [SECONDS]   calls with 1 and with 2 threads side by side, beside 0, 2 and 4 busy processes");
    return 2;
}
