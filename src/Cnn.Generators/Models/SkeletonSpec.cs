using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What is known of a network whose declaration is wrong: enough for the code that uses it to compile.</summary>
/// <param name="LayerMembers">The members for its layers with parameters, as far as they could be read.</param>
/// <param name="ErrorIds">The ids of what is wrong, sorted; empty where it is C# itself, or a used file.</param>
public sealed record SkeletonSpec(EquatableArray<string> LayerMembers, EquatableArray<string> ErrorIds)
{
    /// <summary>The members of the user's own, which the skeleton has to leave out.</summary>
    public EquatableArray<string> UsersMembers { get; init; }

    /// <summary>What the base class's constructor is called with; empty where with nothing.</summary>
    public string BaseArguments { get; init; } = "";

    /// <summary>Whether the network can be trained.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>Whether the user has written the generated constructor.</summary>
    public bool HasConstructor { get; init; }
}
