using System.Text;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// The check that users have for their networks, over every network here that trains.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class GradientCheckTests
{
    // What is judged is the check itself, which computes alike in all vectors: narrower ones repeat a share of the networks.
    internal static int Share { get; } = WidthTests.IsRepetition ? 6 : 1;

    private static IEnumerable<string> Trained => NetworkHarness.AllNames()
        .Where(name => NetworkHarness.Of(name).Info is { Trains: true } info && info.Parameters.Any(parameter => parameter.IsTrainable))
        .Where((_, i) => i % Share == 0);

    [Fact]
    public void NetworksThatTrain_HaveNoFalseAlarm_AndNearlyAllIsJudged()
    {
        StringBuilder wrong = new();
        List<string> undecided = [];
        int networks = 0, compared = 0, judged = 0;
        foreach (string name in Trained)
        {
            var result = NetworkHarness.Of(name).CheckGradients();
            networks++;
            compared += result.Parameters.Sum(parameter => parameter.Checked);
            judged += result.Parameters.Sum(parameter => parameter.Judged + parameter.Negligible);
            if (result.Parameters.Any(parameter => parameter.Wrong > 0)) wrong.Append($"{name}: {result}\n");
            else if (!result.Passed) undecided.Add(name);
        }
        Assert.True(wrong.Length == 0, $"False alarms:\n{wrong}");
        // Where a kink lies at hand in each of a handful of entries, nothing can be said of the tensor; a loss of one class is always 0.
        Assert.True(undecided.Count * 20 <= networks, $"Not decided, {undecided.Count} of {networks}: {string.Join(", ", undecided)}");
        Assert.InRange(networks, 200 / Share, int.MaxValue);
        Assert.InRange(judged, (WidthTests.IsRepetition ? 0.9 : 0.95) * compared, compared);
    }

    [Fact]
    public void Look_HasTheLossOfAWholePass_AndLeavesTheGradients()
    {
        int networks = 0, frozen = 0;
        foreach (string name in Trained)
        {
            networks++;
            AssertAlike([]);
            string[] trained = [
                .. NetworkHarness.Of(name).Info.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name)];
            int norms = trained.Count(parameter => parameter.Contains("batchnorm", StringComparison.Ordinal));
            if (norms == 0 || norms == trained.Length) continue;
            frozen++;
            AssertAlike(["*batchnorm*"]);

            void AssertAlike(string[] frozen)
            {
                var expected = NetworkHarness.Of(name).LossesOfScaledParameters(looks: false, frozen);
                var found = NetworkHarness.Of(name).LossesOfScaledParameters(looks: true, frozen);
                Assert.True(expected.Losses.AsSpan().SequenceEqual(found.Losses),
                    $"{name}: {string.Join(" ", expected.Losses)} by whole passes, {string.Join(" ", found.Losses)} by looks.");
                Assert.Equal(expected.Left, expected.Gradients);
                Assert.Equal(expected.Gradients, found.Gradients);
                // No pass has written any.
                Assert.All(found.Left, gradient => Assert.False(gradient.AsSpan().ContainsAnyExcept(0f), name));
            }
        }
        Assert.InRange(networks, 200 / Share, int.MaxValue);
        Assert.InRange(frozen, 5 / Share, int.MaxValue);
    }

    [Fact]
    public void FrozenNorms_NormaliseByTheirRunningStatistics()
    {
        var result = NetworkHarness.Of("Residual").CheckGradients(new() { Frozen = ["*batchnorm*"], Threads = 1 });
        Assert.DoesNotContain(result.Parameters, parameter => parameter.Name.Contains("batchnorm", StringComparison.Ordinal));
        Assert.NotEmpty(result.Parameters);
        Assert.All(result.Parameters, parameter => Assert.True(parameter.Wrong == 0, result.ToString()));
    }

    [Fact]
    public void Dropout_IsHeld()
    {
        foreach (string name in NetworkHarness.Names("Dropouts."))
        {
            if (NetworkHarness.Of(name).Info.Parameters.Count == 0) continue;
            var result = NetworkHarness.Of(name).CheckGradients();
            Assert.True(result.Passed, $"{name}: {result}");
        }
    }
}
