using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>All that was read of one <c>.cnn</c> file.</summary>
/// <param name="Networks">Its networks, with the issues of their meaning.</param>
/// <param name="Issues">What is wrong with the text itself.</param>
internal sealed record TextReading(EquatableArray<NetworkReading> Networks, EquatableArray<Issue> Issues);
