using System.Globalization;

namespace Cnn.EndToEnd.Tests;

/// <summary>What a network's class says that a session takes is what it takes.</summary>
public sealed class SessionSizeTests
{
    [Fact]
    public void Sessions_TakeWhatIsStated()
    {
        string[] lines = ChildProcess.RunProbe("memory")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["LeNet5", "LeNet5", "Others", "Others", "Joined", "Joined"], lines.Select(line => line.Split(' ')[0]));
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            long measured = long.Parse(words[2], CultureInfo.InvariantCulture), stated = long.Parse(words[3], CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(measured - stated) <= 0.05 * stated, line);
        }
    }
}
