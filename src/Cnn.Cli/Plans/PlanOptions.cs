using Cnn.Planning;

namespace Cnn.Cli.Plans;

/// <summary>Which plan is printed.</summary>
/// <param name="File">The path of a <c>.cnn</c> file.</param>
/// <param name="Network">The network of the file; null for the only one.</param>
/// <param name="Passes">The passes.</param>
internal sealed record PlanOptions(string File, string? Network, PrintedPasses Passes);
