namespace Cnn;

/// <summary>The trainable tensors of one layer.</summary>
public sealed class LayerParameters
{
    private readonly ParameterView? _bias;

    /// <summary>Groups a layer's tensors.</summary>
    /// <param name="weights">The kernel or matrix.</param>
    /// <param name="bias">The bias, or null where the layer has none.</param>
    public LayerParameters(ParameterView weights, ParameterView? bias = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Weights = weights;
        _bias = bias;
    }

    /// <summary>The kernel, <c>[maps, channels, rows, columns]</c>, or matrix, <c>[outputs, inputs]</c>.</summary>
    public ParameterView Weights { get; }

    /// <summary>Whether the layer has a bias.</summary>
    public bool HasBias => _bias is not null;

    /// <summary>The bias, <c>[maps]</c>.</summary>
    /// <exception cref="InvalidOperationException">The layer was declared without one.</exception>
    public ParameterView Bias => _bias ?? throw new InvalidOperationException(
        $"The layer of {VisibleText.Of(Weights.Name)} was declared without a bias; ask {nameof(HasBias)} first.");
}
