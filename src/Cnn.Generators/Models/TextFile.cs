using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>A <c>.cnn</c> file with all of the project that reading it depends on.</summary>
internal sealed record TextFile(CnnFile File, UsedFiles Used);
