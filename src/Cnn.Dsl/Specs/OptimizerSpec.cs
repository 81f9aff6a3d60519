namespace Cnn.Dsl;

/// <summary>A setting of an optimizer that is not the default.</summary>
/// <param name="Word">Its word in text.</param>
/// <param name="Property">The runtime's property.</param>
/// <param name="IsFlag">Whether it is yes or no, as 1 or 0.</param>
/// <param name="Value">What it is.</param>
public sealed record OptimizerSettingSpec(string Word, string Property, bool IsFlag, double Value)
{
    /// <summary>Whether the optimizer's word says it already, though the default of the runtime's class is another.</summary>
    public bool IsImplied { get; init; }
}

/// <summary>The optimizer that a network is trained with, unless a session is given another.</summary>
/// <param name="Kind">The optimizer.</param>
/// <param name="Class">The runtime's class.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="StateFloats">Floats that it keeps for each parameter, from one step to the next.</param>
/// <param name="Settings">What is not the default of the runtime's class, in the order of the optimizer's settings.</param>
public sealed record OptimizerSpec(
    OptimizerKind Kind, string Class, double LearningRate, int StateFloats, EquatableArray<OptimizerSettingSpec> Settings)
{
    /// <summary>The optimizer as text has it: <c>adam lr 0.01 amsgrad</c>.</summary>
    public string Description => string.Join(
        " ", Settings.Where(setting => !setting.IsImplied)
            .Select(setting => setting.IsFlag ? setting.Word : $"{setting.Word} {Invariant.Number(setting.Value)}")
            .Prepend(Kind.ToString().ToLowerInvariant()));
}
