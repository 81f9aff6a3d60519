using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>All that was read of one network, the places in the source among it.</summary>
/// <param name="Identity">Which network it is.</param>
/// <param name="NameRange">Where its name stands.</param>
/// <param name="Model">What emission needs; null where nothing can be added to the class.</param>
/// <param name="Issues">What is wrong with it.</param>
internal sealed record NetworkReading(NetworkIdentity Identity, SourceRange NameRange, NetworkModel? Model, EquatableArray<Issue> Issues)
{
    /// <summary>A base class of the user's part that only generated code can declare, if anything does; null where there is none.</summary>
    public Located<string>? UnknownBase { get; init; }
}
