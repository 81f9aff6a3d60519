using System.Text.Json;

namespace Zoo.Tests;

/// <summary>What PyTorch computed in double precision for a network whose weights are functions of their index.</summary>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="InputNchw">Instances, channels, height, width.</param>
/// <param name="Stages">The layers, or whole modules, one after the other; empty where the script has no sequence.</param>
/// <param name="Logits">A row an instance.</param>
internal sealed record ZooReference(long Parameters, int[] InputNchw, ZooReference.Stage[] Stages, double[][] Logits)
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>A layer or module.</summary>
    /// <param name="Layer">What PyTorch calls it.</param>
    /// <param name="Shape">Instances, channels, and height and width where it is a map.</param>
    public sealed record Stage(string Layer, int[] Shape);

    /// <summary>Reads one network's file; skips the test where it is not there.</summary>
    public static ZooReference Read(string name) =>
        JsonSerializer.Deserialize<ZooReference>(File.ReadAllText(TestData.Require("reference", "zoo", name + ".json")), s_options)!;

    /// <summary>The input, channels-last: <c>fill(batch C H W, 100, 1)</c> in channels-first order.</summary>
    public float[] Images()
    {
        var (count, channels, pixels) = (InputNchw[0], InputNchw[1], InputNchw[2] * InputNchw[3]);
        float[] planes = IndexFill.Values(count * channels * pixels, 100, 1), images = new float[planes.Length];
        for (int n = 0; n < count; n++)
            for (int c = 0; c < channels; c++)
                for (int p = 0; p < pixels; p++) images[(n * pixels + p) * channels + c] = planes[(n * channels + c) * pixels + p];
        return images;
    }
}
