namespace Cnn.Planning;

/// <summary>Plans local response normalization: its steps, and the room that they work in.</summary>
internal static class ResponseNormPlanner
{
    public static StepPlan Forward(PassBuilder builder, LocalResponseNormSpec layer, int from, int to)
    {
        int squares = layer.IsWithinChannels ? -1 : builder.AddTensor("squares of " + layer.Name, Row(layer));
        return new LocalResponseNormStep(builder.Method(layer, "Forward"), layer.Name, Norm(layer), from, to, squares);
    }

    public static StepPlan Backward(PassBuilder builder, LocalResponseNormSpec layer, int input, int from, int to)
    {
        int squares = layer.IsWithinChannels ? -1 : builder.AddTensor("squares on the way back of " + layer.Name, Row(layer));
        int ratios = builder.AddTensor("ratios of " + layer.Name, layer.IsWithinChannels
            ? new(layer.Input with { Channels = TensorGeometry.Lanes }, TensorLayout.Blocked, default)
            : Row(layer));
        return new LocalResponseNormBackwardStep(builder.Method(layer, "Backward"), layer.Name, Norm(layer), input, from, to, squares, ratios);
    }

    /// <summary>Floats of a row of pixels with their neighbours' places, before anything is computed in 32 bits.</summary>
    public static long RowFloats(LocalResponseNormSpec layer) => layer.Input.Width * PixelFloats(layer);

    private static long PixelFloats(LocalResponseNormSpec layer) =>
        ((long)layer.Input.Channels + TensorGeometry.Lanes - 1) / TensorGeometry.Lanes * TensorGeometry.Lanes + 2L * layer.Reach;

    private static TensorGeometry Row(LocalResponseNormSpec layer) =>
        new(new(1, layer.Input.Width, (int)PixelFloats(layer)), TensorLayout.ChannelsLast, default);

    private static ResponseNormPlan Norm(LocalResponseNormSpec layer) => new(layer.Reach, layer.Scale, layer.Beta, layer.K);
}
