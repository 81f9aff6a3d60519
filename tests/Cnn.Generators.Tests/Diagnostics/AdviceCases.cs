namespace Cnn.Generators.Tests;

/// <summary>CNN5xxx: networks in which nothing is wrong.</summary>
internal static class AdviceCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        Layers("CNN5001", "nine by nine", "[ConvLayer(16, Kernel = [|9|], Padding = Padding.Same)]"),
        Layers("CNN5001", "rows and columns", "[ConvLayer(16, KernelHeight = [|5|], KernelWidth = 5)]"),
        DiagnosticCase.Text("CNN5001", "in a block that is used twice",
            "block b(n) { conv n [|5x5|] same relu }\nnetwork Net { input 12x12x16, b(16) x2 }"),
        DiagnosticCase.Source("CNN5001", "in a class's text", "\"input 12x12x16, conv 16 [|7x7|] pad 3\""),
        Layers("CNN5002", "scores", "[ConvLayer(2, Kernel = 3), [|Dense|](10)]"),
        DiagnosticCase.Text("CNN5002", "scores in text", "network Net { input 8x8x4, conv 2 3x3 relu, scores: [|dense|] 2 }"),
        Layers("CNN5003", "at the end", "[Dense(10), [|Dropout|](0.5)]"),
        DiagnosticCase.Text("CNN5003", "before the softmax", "network Net { input 8x8x4, dense 10, [|dropout|] 0.5, softmax }"),
        Layers("CNN5004", "rows and columns", "[ConvLayer(2, Kernel = 4, Stride = 4, Pad = [|[0, 3, 0, 1]|])]"),
        DiagnosticCase.Text("CNN5004", "a row of a pooling", "network Net { input 8x9x4, avgpool 4x4 stride 3 pad [|0 3 1 0|] }"),
    ];

    private static DiagnosticCase Layers(string id, string name, string layers) =>
        DiagnosticCase.Attributes(id, name, "[Network, Input(12, 12, 16)]\n" + layers);
}
