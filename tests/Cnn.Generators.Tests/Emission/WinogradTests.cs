namespace Cnn.Generators.Tests;

/// <summary>
/// Convolutions by Winograd's algorithm, there and back, beside direct ones: the accepted plan of a residual block, and the accepted passes
/// of the smallest tiles that there are, 2 × 2.
/// </summary>
public class WinogradTests
{
    private const string Block = """
        network Net {
          batch 8, inference_batch 2
          input 28x28x3
          conv 32 3x3 same relu
          residual relu { conv 32 3x3 pad 1, batchnorm, relu, conv 32 3x3 pad 1, batchnorm }
          global_avgpool
          dense 10, softmax
        }
        """;

    private const string SmallTiles = """
        network Net {
          algorithm winograd
          batch 2
          input 3x3x2
          conv 16 1x1
          conv 16 3x3 pad 1 relu
          dense 2
        }
        """;

    [Fact]
    public void Plan_IsTheAcceptedOne() => Snapshots.Verify(PlanText.Of(Block));

    [Fact]
    public void Passes_AreTheAcceptedCode()
    {
        var sources = Harness.Compile(("Net.cnn", SmallTiles)).GeneratedSources;
        Snapshots.Verify(sources.Where(source => source.Key is "Net.Inference.g.cs" or "Net.Training.g.cs"));
    }
}
