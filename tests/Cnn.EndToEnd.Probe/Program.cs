using System.Globalization;
using Cnn;
using Cnn.EndToEnd.Probe;
using Cnn.Runtime;

// Things that can be seen from a process of its own only. Its test reads what it prints.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string what = args.Length == 1 || (args is ["train", ..] && args.Length <= 3) ? args[0] : "";
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
    case "train" when args.Length > 1:
        Training.Run(args[1], args.Length == 3 ? long.Parse(args[2], CultureInfo.InvariantCulture) : null);
        return 0;
    default:
        Console.Error.WriteLine("Say what to do: allocations, memory, numbers, run, or train and a folder.");
        return 2;
}
