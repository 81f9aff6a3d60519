namespace Cnn.Generators.Tests;

/// <summary>Sources that several tests use.</summary>
internal static class Usage
{
    /// <summary>LeNet-5's shape, small, without a mistake.</summary>
    public const string Good = """
        using Cnn;

        namespace My.App;

        [Network(Batch = 8), Input(28, 28, 1)]
        [ConvLayer(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh), AveragePool(2)]
        [ConvLayer(16, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
        [Dense(10), Softmax]
        public partial class LeNet5;

        """;

    /// <summary>The same in text.</summary>
    public const string GoodText = """
        namespace My.App
        network LeNet5 {
          batch 8
          input 28x28x1
          conv 6 5x5 same tanh, avgpool 2x2
          conv 16 5x5 tanh, avgpool 2x2
          dense 10, softmax
        }

        """;

    /// <summary>Another network in text.</summary>
    public const string OtherText = """
        network Other { input 8x8x1, conv 2 3x3 relu, dense 4, softmax }

        """;

    /// <summary>
    /// A generated file without what only the class of a text has: no part of it is the user's, which would say how accessible it is and
    /// what it is for.
    /// </summary>
    public static string WithoutUsersPart(string source, string network) => string.Join('\n', source
        .Replace($"public partial class {network}", $"partial class {network}")
        .Split('\n')
        .Where(line => !line.TrimStart().StartsWith($"/// <summary>The network {network}: ", StringComparison.Ordinal)));
}
