using Cnn.EndToEnd.Tests;

namespace Zoo.Tests;

/// <summary>No method of the zoo, training code included, is so large that the just-in-time compiler gives up on it.</summary>
public class MethodSizeTests
{
    [Fact]
    public void NoMethod_PassesALimit()
    {
        using FileStream file = File.OpenRead(typeof(LeNet5).Assembly.Location);
        MethodSize[] sizes = [.. MethodSize.ReadAll(file).OrderByDescending(size => size.Share)];
        Assert.Contains(sizes, size => size.Method.Contains(".Kernels.", StringComparison.Ordinal));
        Assert.Contains(sizes, size => size.Method.Contains(".TrainingSteps.", StringComparison.Ordinal));
        Assert.True(!sizes[0].IsTooLarge, string.Join('\n', sizes.Where(size => size.IsTooLarge).Append(MethodSize.Limits)));
    }
}
