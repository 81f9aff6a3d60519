using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What is known of a network whose declaration is wrong: enough for the code that uses it to compile.</summary>
/// <param name="LayerMembers">The members for its layers with parameters, as far as they could be read.</param>
/// <param name="ErrorIds">The ids of what is wrong, sorted; empty where it is C# itself, or a used file.</param>
public sealed record SkeletonSpec(EquatableArray<string> LayerMembers, EquatableArray<string> ErrorIds);
