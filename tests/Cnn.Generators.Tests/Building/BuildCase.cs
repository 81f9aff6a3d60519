namespace Cnn.Generators.Tests;

/// <summary>A build of one of the projects of <see cref="ProjectBuilds"/>.</summary>
/// <param name="Properties">MSBuild properties as a command line sets them, <c>A=1;B=2%3B3</c>; empty for none.</param>
/// <param name="Networks">Whether its networks are wrong.</param>
/// <param name="Target">The target.</param>
public sealed record BuildCase(string Properties, BuildNetworks Networks = BuildNetworks.Wrong, string Target = "Build");

/// <summary>Which networks a project has.</summary>
public enum BuildNetworks
{
    /// <summary>One in attributes and one in a file, each with an error.</summary>
    Wrong,

    /// <summary>The same without the errors.</summary>
    Right,
}

/// <summary>What became of a build.</summary>
/// <param name="Succeeded">Whether it succeeded.</param>
/// <param name="Output">The lines that MSBuild printed of its project.</param>
public sealed record BuildOutcome(bool Succeeded, string Output);
