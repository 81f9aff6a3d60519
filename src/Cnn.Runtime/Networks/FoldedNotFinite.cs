using Cnn.Runtime;

namespace Cnn;

/// <summary>A number that is NaN or infinite in what a model makes of parameters that are finite.</summary>
/// <param name="Parameter">The tensor that it was made of, by its name in a weight file.</param>
/// <param name="Norm">The batch norm that is folded into it; null where it is none that makes it so.</param>
/// <param name="Value">The number.</param>
internal readonly record struct FoldedNotFinite(string Parameter, string? Norm, float Value)
{
    /// <summary>The middle of a sentence.</summary>
    public string Place => Norm is null
        ? $"'{Parameter}' as its kernel reads it, transformed"
        : $"'{Parameter}' with batch norm '{Norm}' folded in";

    /// <summary>The first one; null where all numbers are finite.</summary>
    /// <param name="folded">The parameters, batch norms folded in.</param>
    /// <param name="prepared">What is transformed of them.</param>
    public static FoldedNotFinite? In(NetworkParameters folded, Arena prepared)
    {
        NetworkInfo info = folded.Info;
        if (NotFinite.In(folded) is { } found)
            return new(found.Parameter, NormOf(info, found.Parameter), found.Value);
        int at = FiniteValues.IndexOfNotFinite(prepared.Span);
        if (at < 0)
            return null;
        PreparedWeights last = info.Prepared.Where(weights => weights.Offset <= at).MaxBy(weights => weights.Offset)!;
        string parameter = info.Parameters[last.Parameter].Name;
        return new(parameter, NormOf(info, parameter), prepared.Span[at]);
    }

    private static string? NormOf(NetworkInfo info, string parameter)
    {
        BatchNormFold? fold = info.Folds.FirstOrDefault(fold => Is(fold.Weight) || Is(fold.Gamma) || Is(fold.Beta));
        if (fold is null)
            return null;
        string gamma = info.Parameters[fold.Gamma].Name;
        return gamma[..Math.Max(gamma.LastIndexOf('.'), 0)];

        bool Is(int position) => position >= 0 && info.Parameters[position].Name == parameter;
    }
}
