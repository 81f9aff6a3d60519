using Cnn.Cli.Files;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Cli.Plans;

/// <summary>The command that prints a network's plan.</summary>
internal static class PlanCommand
{
    /// <summary>Plans and prints; what is wrong with the text goes to the error output, as the compiler writes it.</summary>
    /// <returns>The exit code: 0; 1 where the text has errors.</returns>
    /// <exception cref="UserException">There is no such file, or no such network in it, or no such pass.</exception>
    public static int Run(PlanOptions options, TextWriter output, TextWriter error)
    {
        var (networks, issues) = NetworkFile.Read(options.File);
        foreach (var issue in issues.Where(issue => issue.Descriptor.Severity != IssueSeverity.Advice))
            error.WriteLine(IssueLine.Of(issue, options.File));
        if (issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error)) return 1;
        var spec = Choose(networks, options);
        if (options.Passes == PrintedPasses.Training && !spec.Trains)
            throw new UserException($"{spec.Name} is declared for predictions only: there is no training step.");
        var log = new PlanLog();
        output.Write(PlanPrinter.Print(Planner.Plan(spec, log), options.Passes, log));
        return 0;
    }

    private static NetworkSpec Choose(IReadOnlyList<NetworkSpec> networks, PlanOptions options)
    {
        string names = string.Join(", ", networks.Select(network => network.Name));
        if (options.Network is { } name)
        {
            return networks.FirstOrDefault(network => network.Name == name)
                ?? throw new UserException($"{options.File} has no network '{name}'; it has {(names.Length == 0 ? "none" : names)}.");
        }
        return networks.Count switch
        {
            1 => networks[0],
            0 => throw new UserException($"{options.File} has blocks only, no network."),
            _ => throw new UserException($"{options.File} has {networks.Count} networks; choose one with --network: {names}."),
        };
    }
}
