using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>
/// All that emission depends on. No place in the source is in it, so that a line typed above the class generates nothing again.
/// </summary>
/// <param name="Shell">The declaration to write into.</param>
/// <param name="Spec">The network; null where its declaration is wrong.</param>
/// <param name="Skeleton">What is known of it; null where <paramref name="Spec"/> is not.</param>
internal sealed record NetworkModel(TypeShell Shell, NetworkSpec? Spec, SkeletonSpec? Skeleton);
