using System.Globalization;
using Cnn;
using Cnn.EndToEnd.Probe;
using Cnn.Runtime;

// Things that can be seen from a process of its own only. Its test reads what it prints.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string what = args.Length == 1 ? args[0] : "";
switch (what)
{
    case "allocations":
        Console.WriteLine($"threads {WorkerTeam.Shared.ThreadCount}");
        foreach (var (name, call) in Calls.All()) Console.WriteLine($"{name} {Allocations.BytesOf(call)}");
        return 0;
    case "memory":
        foreach (string line in SessionSizes.All()) Console.WriteLine(line);
        return 0;
    case "numbers":
        foreach (string line in Numbers.All()) Console.WriteLine(line);
        return 0;
    case "run":
        foreach (var (_, call) in Calls.All())
            for (int i = 0; i < 3; i++) call();
        Console.WriteLine(Numbers.Width);
        return 0;
    default:
        Console.Error.WriteLine("Say what to do: allocations, memory, numbers or run.");
        return 2;
}
