namespace Cnn.Generators;

/// <summary>Tells networks apart, and decides which of two with one name is kept.</summary>
/// <param name="FullName">The class's full metadata name: <c>My.App.Outer+LeNet5</c>.</param>
/// <param name="Path">The <c>.cnn</c> file; empty for a class.</param>
/// <param name="Index">Its position in that file.</param>
internal sealed record NetworkIdentity(string FullName, string Path, int Index)
{
    /// <summary>The class's name.</summary>
    public string Name => FullName.Substring(FullName.LastIndexOfAny(['.', '+']) + 1);
}
