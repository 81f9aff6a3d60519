namespace Cnn.Dsl;

/// <summary>A layer as it is meant: names bound, shapes known, rules kept.</summary>
/// <param name="Name">Its name, unique in the network.</param>
/// <param name="Inputs">The positions of the layers that it reads.</param>
/// <param name="Input">The shape of one instance of its first input.</param>
/// <param name="Output">The shape of one instance of its output.</param>
public abstract record LayerSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output)
{
    /// <summary>The layer as text writes it, with every default filled in.</summary>
    public abstract string Description { get; }

    /// <summary>The tensors that a weight file holds for it, a weight before its bias, what is trained before what is not.</summary>
    public virtual EquatableArray<ParameterSpec> Parameters => EquatableArray<ParameterSpec>.Empty;

    /// <summary>Multiply-adds for one instance, forward.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>
    /// The map whose elements the output has, before a flattening made a vector of it; a dense layer's weights are ordered by it.
    /// </summary>
    public virtual TensorShape MapOutput => Output;

    /// <summary>In which order a weight file has the channels of its first input.</summary>
    public ElementOrder InputOrder { get; init; }

    /// <summary>In which order a weight file has the channels of its output.</summary>
    public ElementOrder OutputOrder { get; init; }

    /// <summary>Where the channels of its output come from.</summary>
    public abstract ChannelOrigin Origin { get; }

    /// <summary>
    /// What it does with its input's channels by their numbers, which a weight file must then have, too: "pools neighbouring elements of";
    /// null for nothing.
    /// </summary>
    public virtual string? UseOfNumbers => null;

    /// <summary>
    /// Whether it changes or reorders the values of its input where they are, so that it needs no tensor of its own where nobody else reads
    /// that input.
    /// </summary>
    public virtual bool IsInPlace => false;

    /// <summary>Whether it does so at inference, where nothing is kept for the way back.</summary>
    public virtual bool IsInPlaceAtInference => IsInPlace;

    /// <summary>What is made of a pixel before any layer sees it, where the layer is the input.</summary>
    public virtual InputNormalization PixelNormalization => InputNormalization.None;

    /// <summary>Whether it is an input that sessions also take as bytes.</summary>
    public virtual bool AcceptsBytes => false;

    /// <summary>The function that its outputs pass through last, where it names one; none else.</summary>
    public virtual Activation OutputActivation => Activation.None;

    /// <summary>What the network ends in where it is the last layer.</summary>
    public virtual NetworkEnd End => OutputActivation == Activation.Sigmoid ? NetworkEnd.Sigmoid : NetworkEnd.Values;

    /// <summary>What the loss of the layer that it reads is multiplied by, where it ends an auxiliary classifier; null elsewhere.</summary>
    public virtual double? HeadWeight => null;

    /// <summary>Whether it ends an auxiliary classifier.</summary>
    public bool EndsHead => HeadWeight is not null;

    /// <summary>Whether training needs two instances of it at least.</summary>
    public virtual bool NeedsSeveralInstances => false;

    /// <summary>The window of input pixels that one pixel of its output is made of.</summary>
    public virtual SpatialWindow FieldWindow => SpatialWindow.OnePixel;

    /// <summary>How many rows and columns of its output each row and column of its input becomes.</summary>
    public virtual (int Rows, int Columns) Repetition => (1, 1);

    /// <summary>The order of its output's channels, where they are its own.</summary>
    /// <param name="inputs">The order and the number of the channels that it reads.</param>
    internal virtual ElementOrder OwnOrder(IReadOnlyList<(ElementOrder Order, int Channels)> inputs) => ElementOrder.Plain;

    /// <summary>Its trainable parameters.</summary>
    public long ParameterCount => Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => parameter.ElementCount);
}
