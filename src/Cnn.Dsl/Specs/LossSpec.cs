namespace Cnn.Dsl;

/// <summary>How a setting of a loss is written in C#.</summary>
public enum LossSettingForm
{
    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Yes or no, as 1 or 0.</summary>
    Flag,

    /// <summary>Several numbers.</summary>
    Numbers,
}

/// <summary>A setting of a loss.</summary>
/// <param name="Property">The runtime's property.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Values">What it is.</param>
public sealed record LossSettingSpec(string Property, LossSettingForm Form, EquatableArray<double> Values);

/// <summary>What a training step minimises.</summary>
/// <param name="Kind">The loss.</param>
/// <param name="End">What of the network's end it reads: where that is a sigmoid or a softmax, the values before it.</param>
public sealed record LossSpec(LossKind Kind, NetworkEnd End)
{
    /// <summary>What was set.</summary>
    public EquatableArray<LossSettingSpec> Settings { get; init; } = EquatableArray<LossSettingSpec>.Empty;

    /// <summary>Whether its targets are class labels, where there is a choice of them commonly.</summary>
    public bool IsOverLabels => Kind switch
    {
        LossKind.SoftmaxCrossEntropy or LossKind.Dice or LossKind.RadialBasis or LossKind.Hinge => true,
        LossKind.Focal => End == NetworkEnd.Softmax,
        _ => false,
    };

    /// <summary>The loss of a network that declares none.</summary>
    public static LossSpec DefaultFor(NetworkEnd end) => new(
        end switch
        {
            NetworkEnd.Softmax => LossKind.SoftmaxCrossEntropy,
            NetworkEnd.Sigmoid => LossKind.BinaryCrossEntropy,
            NetworkEnd.RadialBasis => LossKind.RadialBasis,
            _ => LossKind.MeanSquaredError,
        },
        end);
}
