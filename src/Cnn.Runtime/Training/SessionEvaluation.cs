namespace Cnn;

/// <summary>Evaluations as a session offers them.</summary>
public static class SessionEvaluation
{
    /// <summary>Runs all the data through the session: one call of it, beside which no other may run.</summary>
    /// <param name="session">What predicts.</param>
    /// <param name="data">What is predicted, and what would be right.</param>
    /// <param name="loss">What the mean loss is of; null for the network's own.</param>
    /// <inheritdoc cref="Evaluation.Of{TNetwork}(InferenceSession{TNetwork}, ILabeledData, Loss?)"/>
    public static Evaluation Evaluate<TNetwork>(this InferenceSession<TNetwork> session, ILabeledData data, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork> =>
        Evaluation.Of(session, data, loss);

    /// <summary>The same with data of float targets.</summary>
    /// <param name="session">What predicts.</param>
    /// <param name="data">What is predicted, and what would be right.</param>
    /// <param name="loss">What the mean loss is of; null for the network's own.</param>
    /// <inheritdoc cref="TargetEvaluation.Of{TNetwork}(InferenceSession{TNetwork}, ITargetData, Loss?)"/>
    public static TargetEvaluation Evaluate<TNetwork>(this InferenceSession<TNetwork> session, ITargetData data, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork> =>
        TargetEvaluation.Of(session, data, loss);
}
