using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>What the language allows becomes code that compiles, at the ends of its numbers, too.</summary>
public class ExtremeTests
{
    private const string Text =
        """
        network Padded { input 1x1x1, avgpool 134217729x1 stride 1 pad 134217728 0 0 0 }
        network Same { input 1x1x1, maxpool 268435457x1 stride 1 same }
        network Counted { batch 1, input 1x1x1, conv 1 1x1,
          avgpool 1x1073741825 stride 2147483647 pad 0 0 536870911 536870911 ceil count_pad }
        network Depth { batch 1, inference_batch 1, input 1x1x60000000, maxpool depth 60000000 }
        network Strides { batch 1, input 9x9x2, conv 3 3x3 stride 2147483647, conv 2 1x1 stride 2147483647x1,
          avgpool 1x1 stride 2147483647 }
        network Dilated { batch 1, input 1x1x1, conv 1 2x1 dilation 60000000x1 pad 60000000 0 0 0 }
        network Zeros { batch 1, input 1x1x1, pad 50000000 0 0 0 }
        network Norms { batch 1, input 2x2x2, lrn size 2147483647 alpha 1e-45 beta 100 k 1e9,
          lrn within size 2147483647 alpha 1e9 beta 0 k 1e-30, batchnorm epsilon 1e-45 momentum 1e-45, dropout 0.9999999 }
        network Pixels { batch 1, input 1x1x2 mean -2147483648 2147483647 deviation 1e-45, aux 1e-45 { dense 2 }, dense 2 }
        """;

    private const string Attributes =
        """
        using Cnn;
        [Network(Batch = 1), Input(1, 1, 1), MaxPool(Ksize = [1, int.MaxValue, 1, 1], Strides = [1, 1, 1, 1], Padding = Padding.Same)]
        public partial class Largest;
        [Network(Batch = 1), Input(1, 1, 1, Mean = [float.MaxValue], Deviation = [float.Epsilon]), Dropout(-0.0), Dense(1),
          AveragePool(1, Stride = int.MaxValue)]
        public partial class Floats;
        """;

    [Fact]
    public void Extremes_Compile()
    {
        var result = Harness.Compile(("Text.cnn", Text), ("Attributes.cs", Attributes));
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(11, result.GeneratedSources.Keys.Count(name => name.EndsWith(".Training.g.cs", StringComparison.Ordinal)));
    }
}
