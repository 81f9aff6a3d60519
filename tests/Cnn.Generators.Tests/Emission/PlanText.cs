using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators.Tests;

/// <summary>The printed plan of a text's only network.</summary>
internal static class PlanText
{
    public static string Of(string text)
    {
        var network = Assert.Single(CnnParser.Parse(text, "Net.cnn").Networks);
        var log = new PlanLog();
        return PlanPrinter.Print(Planner.Plan(NetworkChecker.Check(network).Spec!, log), log: log);
    }
}
