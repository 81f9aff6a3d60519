namespace Cnn;

/// <summary>What is said of a pass that no session of the network made.</summary>
internal static class PassOwner
{
    public static InvalidOperationException Refusal(Type network, Type? owner) => new(
        $"{network.Name} runs passes that its own sessions make; "
        + $"found one {(owner is null ? "that no session made" : $"of a session of {owner.Name}")}. "
        + "Call Predict, Step or ComputeGradients of a session: they check what a pass refers to.");
}
