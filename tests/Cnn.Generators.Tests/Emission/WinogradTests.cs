namespace Cnn.Generators.Tests;

/// <summary>The code of a convolution by Winograd's algorithm, there and back; its tiles of 2 × 2 are the smallest that there are.</summary>
public class WinogradTests
{
    [Fact]
    public void Convolution_GivesTheAcceptedCode() => Snapshots.Verify(Harness.Compile(("Net.cnn",
        """
        network Net {
          algorithm winograd
          batch 2
          input 3x3x2
          conv 16 1x1
          conv 16 3x3 pad 1 relu
          dense 2
        }
        """)));
}
