namespace Cnn.Dsl;

/// <summary>The layers of the language. A new layer is a file of its own and a line here.</summary>
public static class LayerCatalog
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<LayerDefinition> All { get; } =
    [
        new InputDefinition(),
        new ConvLayerDefinition(),
        new DepthwiseConvLayerDefinition(),
        new MaxPoolDefinition(),
        new AveragePoolDefinition(),
        new GlobalMaxPoolDefinition(),
        new GlobalAveragePoolDefinition(),
        new DenseDefinition(),
        new ActivationDefinition(Activation.Relu),
        new ActivationDefinition(Activation.LeakyRelu),
        new ActivationDefinition(Activation.Elu),
        new ActivationDefinition(Activation.Tanh),
        new ActivationDefinition(Activation.ScaledTanh),
        new ActivationDefinition(Activation.Sigmoid),
        new ActivationDefinition(Activation.Silu),
        new ActivationDefinition(Activation.HardSwish),
        new ActivationDefinition(Activation.Gelu),
        new PReluDefinition(),
        new SoftmaxDefinition(),
        new RadialBasisDefinition(),
        new LocalResponseNormDefinition(),
        new BatchNormDefinition(),
        new ZeroPadDefinition(),
        new UpsampleDefinition(),
        new FlattenDefinition(),
        new DropoutDefinition(),
        new AddDefinition(),
        new ConcatDefinition(),
        new AuxiliaryDefinition(),
    ];

    /// <summary>By the keyword of the text.</summary>
    public static IReadOnlyDictionary<string,
    LayerDefinition> ByKeyword { get; } = All.ToDictionary(layer => layer.Keyword, StringComparer.Ordinal);

    /// <summary>Whether an activation has trained numbers, and so is the layer of its name.</summary>
    internal static bool IsTrainedActivation(string word) => ByKeyword.TryGetValue(word, out var layer) && layer.HasParameters;

    /// <summary>By the keyword of a residual.</summary>
    public static IReadOnlyDictionary<string, LayerDefinition> ByResidualKeyword { get; } =
        All.Where(layer => layer.Syntax.ResidualKeyword is not null)
            .ToDictionary(layer => layer.Syntax.ResidualKeyword!, StringComparer.Ordinal);

    /// <summary>By the attribute's name, without <c>Attribute</c>.</summary>
    public static IReadOnlyDictionary<string,
    LayerDefinition> ByAttribute { get; } = All.ToDictionary(layer => layer.AttributeName, StringComparer.Ordinal);
}
