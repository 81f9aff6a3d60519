using Cnn.Benchmarks.Measuring;

namespace Cnn.Benchmarks.Layers;

/// <summary>
/// Holds a pass that was taken apart against a session's: a step that is missing, or a phase that sessions have another way, must not go
/// unnoticed.
/// </summary>
internal static class PassCheck
{
    /// <summary>Compares the values before the softmax, bit for bit.</summary>
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Inference(PassMemory memory, IInference session, int batch)
    {
        session.Predict();
        float[] expected = session.ReadLogits();
        int classes = expected.Length / batch;
        bool isSame = Enumerable.Range(0, batch).All(instance =>
            memory.Values.Span.Slice(memory.Plan.LogitsOffset + (instance * memory.Plan.LogitsStride), classes)
                .SequenceEqual(expected.AsSpan(instance * classes, classes)));
        if (!isSame) throw Differs();
    }

    /// <summary>Compares the losses, bit for bit.</summary>
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Training(PassMemory memory, ITraining session, int batch)
    {
        double sum = 0;
        foreach (float loss in memory.Values.Span.Slice(memory.Plan.LossOffset, batch)) sum += loss;
        if ((float)(sum / batch) != session.Step()) throw Differs();
    }

    private static InvalidDataException Differs() => new("The steps of the plan, run one by one, do not give what a session gives.");
}
