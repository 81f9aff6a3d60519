namespace Cnn.EndToEnd.Tests;

/// <summary>What the check that users have for their networks finds where the gradient by one tensor is wrong.</summary>
[Trait("Category", "Numeric")]
public sealed class WrongGradientTests
{
    // All of a tensor, or the first half of its elements.
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1.01, true)]
    [InlineData(0.5, false)]
    public void GradientThatIsWrongInOneTensor_IsFoundThere_AndNowhereElse(double factor, bool isAll)
    {
        List<string> missed = [];
        int networks = 0, at = 0;
        foreach (string name in NetworkHarness.Names("Gradients.").Where((_, i) => i % (2 * GradientCheckTests.Share) == 0))
        {
            string[] trained = [.. NetworkHarness.Of(name).Info.Parameters.Where(parameter => parameter.IsTrainable).Select(p => p.Name)];
            string meddled = trained[at++ % trained.Length];
            var result = NetworkHarness.Of(name).CheckMeddledGradients(meddled, (float)factor, isAll);
            foreach (var parameter in result.Parameters)
            {
                if (parameter.Name != meddled) Assert.True(parameter.Wrong == 0, $"{name}, but {meddled} was: {result}");
                else if (parameter.Judged + parameter.AtKinks + parameter.InNoise == 0) continue;
                else networks++;
                if (parameter.Name == meddled && parameter.Wrong == 0) missed.Add($"{name}, {meddled}: {result}");
            }
        }
        Assert.InRange(networks, 25 / GradientCheckTests.Share, int.MaxValue);
        Assert.True(missed.Count * 20 <= networks, $"Missed {missed.Count} of {networks}:\n{string.Join("\n", missed)}");
    }
}
