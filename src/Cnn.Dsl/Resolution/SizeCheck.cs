using System.Numerics;

namespace Cnn.Dsl;

/// <summary>Whether a layer's tensors have no more elements than are possible.</summary>
internal static class SizeCheck
{
    /// <summary>What is too large: the output of a batch, or a parameter; null where nothing is.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="range">Where it stands.</param>
    /// <param name="batch">Instances of a training step; 0 where nothing is trained.</param>
    /// <param name="inferenceBatch">Instances of a prediction.</param>
    public static Issue? Of(LayerSpec layer, SourceRange range, int batch, int inferenceBatch)
    {
        int largestBatch = Math.Max(batch, inferenceBatch);
        // Four factors of 31 bits do not fit into 64.
        var instance = new BigInteger(layer.Output.Height) * layer.Output.Width * layer.Output.Channels;
        if (instance * largestBatch > int.MaxValue) 
            return TooMany(
                Output(layer, instance, largestBatch), instance * largestBatch) with { Advice = Advice(instance, batch, inferenceBatch) };
        foreach (var parameter in layer.Parameters)
        {
            var elements = new BigInteger(parameter.Maps) * parameter.Channels * parameter.Rows * parameter.Columns;
            if (elements > int.MaxValue) return TooMany($"The {parameter.Suffix} of '{layer.Name}'", elements);
        }
        return null;

        Issue TooMany(string what, BigInteger elements) => Issue.At(range, IssueCatalog.TooManyElements, what, Invariant.Count(elements));
    }

    // Null where one instance is too many, which the usual advice is for.
    private static string? Advice(BigInteger instance, int batch, int inferenceBatch)
    {
        if (instance > int.MaxValue) return null;
        bool predicts = batch > inferenceBatch && instance * inferenceBatch <= int.MaxValue;
        return "Use a smaller batch, a smaller input, fewer maps or a stride"
            + (predicts ? ", or declare the network for predictions only." : ".");
    }

    private static string Output(LayerSpec layer, BigInteger instance, int largestBatch)
    {
        string output = $"The output of '{layer.Name}', {layer.Output}";
        if (largestBatch == 1) return output + ",";
        string remedy = instance > int.MaxValue ? "" : Invariant.Format($" (one of {(int)(int.MaxValue / instance)} would fit)");
        return Invariant.Format($"{output} for a batch of {largestBatch}{remedy},");
    }
}
