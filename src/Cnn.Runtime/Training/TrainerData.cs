namespace Cnn;

/// <summary>What a trainer learns or evaluates, as the network reads it: images with labels or with float targets.</summary>
internal sealed class TrainerData
{
    private TrainerData(ILabeledData? labeled, ITargetData? targeted) => (Labeled, Targeted) = (labeled, targeted);

    /// <summary>Null where there are float targets.</summary>
    public ILabeledData? Labeled { get; }

    /// <summary>Null where there are labels.</summary>
    public ITargetData? Targeted { get; }

    /// <summary>How many images there are now.</summary>
    public int Count => Labeled?.Count ?? Targeted!.Count;

    /// <summary>The shape of one image.</summary>
    public TensorShape Shape => Labeled?.Shape ?? Targeted!.Shape;

    /// <inheritdoc cref="DataCheck.Read(NetworkInfo, Loss, ILabeledData)"/>
    public static TrainerData Of(NetworkInfo network, Loss loss, ILabeledData data) => new(DataCheck.Read(network, loss, data), null);

    /// <inheritdoc cref="DataCheck.Read(NetworkInfo, Loss, ITargetData)"/>
    public static TrainerData Of(NetworkInfo network, Loss loss, ITargetData data) => new(null, DataCheck.Read(network, loss, data));
}
