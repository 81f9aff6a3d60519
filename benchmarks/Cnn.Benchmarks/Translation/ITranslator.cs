using Cnn.Dsl;

namespace Cnn.Benchmarks.Translation;

/// <summary>
/// Says a network's layers in a peer's words. Maps are [batch, channels, height, width] there, and vectors [batch, elements].
/// </summary>
/// <typeparam name="TValue">What stands for a layer's output.</typeparam>
internal interface ITranslator<TValue>
{
    /// <summary>A convolution without its activation.</summary>
    TValue Convolution(ConvolutionSpec layer, TValue input);

    /// <summary>A dense layer over a vector, without its activation.</summary>
    TValue Dense(DenseSpec layer, TValue input);

    /// <summary>A batch norm.</summary>
    TValue BatchNorm(BatchNormSpec layer, TValue input);

    /// <summary>A pooling over pixels.</summary>
    TValue Pool(PoolSpec layer, TValue input);

    /// <summary>A sum of two values.</summary>
    TValue Sum(TValue first, TValue second);

    /// <summary>Maps behind one another.</summary>
    TValue Concatenate(IReadOnlyList<TValue> inputs);

    /// <summary>A map as a vector, in the order of its elements.</summary>
    TValue Flatten(TValue map);

    /// <summary>A function of each value.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="input">The values.</param>
    /// <param name="isOnlyReader">Whether nobody else reads the input, so that it may be overwritten.</param>
    TValue Activate(Activation activation, TValue input, bool isOnlyReader);

    /// <summary>Nobody reads a value any longer.</summary>
    void Release(TValue value);
}
