namespace Cnn.Dsl;

/// <summary>A convolution along the rows, forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">The kernel.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Weight">Where the weights lie among the parameters.</param>
/// <param name="Bias">Where the bias lies; -1 where there is none.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance.</param>
public sealed record RowConvolutionStep(string Name, string Layer, RowConvolutionShape Shape, int From, int To, int Weight, int Bias, long MultiplyAdds)
    : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Tensors => [From, To];
}
