namespace Cnn.Dsl;

/// <summary>The layers of the language. A new layer is a file of its own and a line here.</summary>
public static class LayerCatalog
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<LayerDefinition> All { get; } =
    [
        new InputDefinition(),
        new ConvolutionDefinition(),
        new MaxPoolDefinition(),
        new AveragePoolDefinition(),
        new DenseDefinition(),
        new ActivationDefinition("relu", "Relu", Activation.Relu),
        new ActivationDefinition("tanh", "Tanh", Activation.Tanh),
        new ActivationDefinition("sigmoid", "Sigmoid", Activation.Sigmoid),
        new SoftmaxDefinition(),
        new FlattenDefinition(),
        new DropoutDefinition(),
        new AddDefinition(),
        new ConcatDefinition(),
    ];

    /// <summary>By the keyword of the text.</summary>
    public static IReadOnlyDictionary<string, LayerDefinition> ByKeyword { get; } = All.ToDictionary(layer => layer.Keyword, StringComparer.Ordinal);

    /// <summary>By the keyword of a residual.</summary>
    public static IReadOnlyDictionary<string, LayerDefinition> ByResidualKeyword { get; } =
        All.Where(layer => layer.Syntax.ResidualKeyword is not null).ToDictionary(layer => layer.Syntax.ResidualKeyword!, StringComparer.Ordinal);

    /// <summary>By the attribute's name, without <c>Attribute</c>.</summary>
    public static IReadOnlyDictionary<string, LayerDefinition> ByAttribute { get; } = All.ToDictionary(layer => layer.AttributeName, StringComparer.Ordinal);
}
