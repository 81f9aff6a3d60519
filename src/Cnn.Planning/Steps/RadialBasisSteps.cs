namespace Cnn.Planning;

/// <summary>The squared distance of a vector from each code.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The vector.</param>
/// <param name="To">The distances.</param>
/// <param name="Codes">Where the codes lie among the parameters.</param>
public sealed record SquaredDistancesStep(string Name, string Layer, int From, int To, int Codes) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [To];
}

/// <summary>The gradient of the vector.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The vector.</param>
/// <param name="From">The gradient of the distances.</param>
/// <param name="To">The gradient of the vector.</param>
/// <param name="Codes">Where the codes lie among the parameters.</param>
public sealed record SquaredDistancesBackwardStep(string Name, string Layer, int Input, int From, int To, int Codes) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [Input, From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [To];
}
