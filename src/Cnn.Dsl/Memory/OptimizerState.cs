namespace Cnn.Dsl;

/// <summary>What optimisers remember.</summary>
public static class OptimizerState
{
    /// <summary>Floats for each parameter, from one step to the next.</summary>
    public static int StateFloats(this OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd => 0,
        OptimizerKind.Adam or OptimizerKind.AdamW => 2,
        _ => 1,
    };
}
