namespace Cnn.Planning;

/// <summary>Sums several tensors of one shape.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The inputs.</param>
/// <param name="To">The sum.</param>
public sealed record AddStep(string Name, string Layer, EquatableArray<Read<TensorRef>> From, Write<TensorRef> To) : StepPlan(Name, Layer);

/// <summary>Puts the channels of several maps into one, beside those that were written there.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The inputs that did not write into the map with all channels.</param>
/// <param name="FirstChannels">The first channel of each of them there.</param>
/// <param name="To">The map with all channels.</param>
public sealed record ConcatStep(
    string Name, string Layer, EquatableArray<Read<TensorRef>> From, EquatableArray<int> FirstChannels, Write<TensorRef> To)
        : StepPlan(Name, Layer);

/// <summary>Takes one input's channels out of the gradient of a concatenation.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The gradient of all channels.</param>
/// <param name="FirstChannel">The input's first channel among them.</param>
/// <param name="To">The gradient of the input.</param>
public sealed record SplitStep(string Name, string Layer, Read<TensorRef> From, int FirstChannel, Write<TensorRef> To)
    : StepPlan(Name, Layer);

/// <summary>Hands a gradient on as it is.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The gradient.</param>
/// <param name="To">The gradient of a tensor that this reader or several read; added to what other readers have handed on before.</param>
public sealed record PassGradientStep(string Name, string Layer, Read<TensorRef> From, Sum<TensorRef> To) : StepPlan(Name, Layer);
