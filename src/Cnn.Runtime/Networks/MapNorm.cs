namespace Cnn;

/// <summary>A batch norm of a training pass: the step that takes its statistics, where it keeps them, and its parameters.</summary>
/// <param name="Step">The number of the step that takes the batch's mean and variance.</param>
/// <param name="Record">Where the <see cref="Cnn.Runtime.ChannelStatistics"/> of its channels lie in the shared part.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Beta">β.</param>
/// <param name="Mean">The running mean.</param>
/// <param name="Variance">The running variance.</param>
/// <param name="Epsilon">ε.</param>
internal sealed record MapNorm(
    int Step, MapOperand Record, ParameterInfo Gamma, ParameterInfo Beta, ParameterInfo Mean, ParameterInfo Variance, float Epsilon)
{
    /// <summary>All batch norms of a pass.</summary>
    public static IReadOnlyList<MapNorm> Of(NetworkInfo info, PassMap map)
    {
        List<MapNorm> norms = [];
        for (int i = 0; i < map.Steps.Count; i++)
        {
            if (map.Steps[i].Epsilon is not { } epsilon)
                continue;
            ParameterInfo[] parameters = [
                .. map.Steps[i].Operands.Where(operand => operand.Place == MapPlace.Parameter)
                    .Select(operand => info.Parameters[operand.Index])];
            ParameterInfo gamma = parameters[0];
            string beta = gamma.Name[..(gamma.Name.LastIndexOf('.') + 1)] + "bias";
            norms.Add(new(
                i, map.Steps[i].Operands.Single(operand => operand.Place == MapPlace.Shared), gamma,
                info.Parameters.Single(parameter => parameter.Name == beta), parameters[1], parameters[2], epsilon));
        }
        return norms;
    }
}
