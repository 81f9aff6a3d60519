namespace Cnn.Dsl;

/// <summary>What a declaration means, or what is wrong with it.</summary>
/// <param name="Spec">The network; null where an issue is an error.</param>
/// <param name="Issues">What is wrong, in the order of the source.</param>
public sealed record ResolutionResult(NetworkSpec? Spec, EquatableArray<Issue> Issues);
