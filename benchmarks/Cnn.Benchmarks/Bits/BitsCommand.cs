using Cnn.Benchmarks.Children;

namespace Cnn.Benchmarks.Bits;

/// <summary>
/// The command that prints a hash of each network's results, at each vector width and number of threads, a line each and sorted: what two
/// commits print differs where a change of the one to the other moved a bit.
/// </summary>
internal static class BitsCommand
{
    /// <summary>Runs and prints.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(BitsOptions options)
    {
        (string Name, NetworkBits Network)[] chosen = Choose(options);
        List<string> lines = [.. chosen.SelectMany(network =>
            options.Threads.SelectMany(threads => Lines(network, options.Mode, threads)))];
        if (!options.IsOneWidth)
            lines.AddRange(VectorBits.Narrower.SelectMany(width => LinesOfProcess(options, width.Bits, width.Variable)));
        foreach (string line in lines.Order(StringComparer.Ordinal)) Console.WriteLine(line);
        return 0;
    }

    private static (string Name, NetworkBits Network)[] Choose(BitsOptions options)
    {
        IReadOnlyList<(string Name, NetworkBits Network)> all = NetworkBits.All();
        if (options.Networks.FirstOrDefault(name => !all.Any(network => Is(network.Name, name))) is { } unknown)
            throw new UserException(
                $"There is no network '{unknown}'; there are {string.Join(", ", all.Select(network => network.Name))}.");
        return [.. all.Where(network => network.Network.Has(options.Mode)
            && (options.Networks.Count == 0 || options.Networks.Any(name => Is(network.Name, name))))];
    }

    private static bool Is(string fullName, string name) =>
        fullName.Equals(name, StringComparison.OrdinalIgnoreCase) || fullName.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Lines((string Name, NetworkBits Network) network, Mode mode, int threads)
    {
        Console.Error.WriteLine(FormattableString.Invariant($"{network.Name}, {VectorBits.Own} bits, threads {threads}"));
        return network.Network.Lines(mode, threads).Select(line => line.ToString());
    }

    // The same command in a process of its own, because how wide vectors are is settled when a process starts.
    private static IEnumerable<string> LinesOfProcess(BitsOptions options, int width, string variable)
    {
        string[] networks = options.Networks.Count == 0 ? [] : ["--networks", string.Join(',', options.Networks)];
        string[] words = ["bits", options.Mode.ToString().ToLowerInvariant(), .. networks, "--threads", string.Join(',', options.Threads),
            "--one-width"];
        string[] lines = ChildProcess.ReadLines(words, (variable, "0"));
        string expected = FormattableString.Invariant($" {width} ");
        return lines.All(line => line.Contains(expected, StringComparison.Ordinal))
            ? lines
            : throw new InvalidOperationException($"{variable}=0 did not make a process with vectors of {width} bits.");
    }
}
