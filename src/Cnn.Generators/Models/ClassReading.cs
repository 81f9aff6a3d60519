using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>
/// What was read of a class's network without the project's <c>.cnn</c> files: all of it, or a text that may use some of them.
/// </summary>
/// <param name="Whole">All of it; null where it is a text.</param>
/// <param name="Text">The text; null where there is none.</param>
/// <param name="Users">What the user's own members of the class mean for it.</param>
internal sealed record ClassReading(NetworkReading? Whole, ClassText? Text, UsersCode Users)
{
    /// <summary>The files that it uses.</summary>
    public UsedFiles UsedIn(CnnProject project, CancellationToken cancellation) =>
        Text is null ? UsedFiles.None : project.UsedBy(Text.Source.Whole.Path, Text.Source.Text, cancellation);
}

/// <summary>A network that is a text inside C#, and all that was read of its class.</summary>
/// <param name="Identity">Which network it is.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Namespace">The class's namespace.</param>
/// <param name="Shell">What is written around the members; null where nothing can be added to the class.</param>
/// <param name="Source">The text.</param>
/// <param name="Options">The arguments of <c>[Network]</c>.</param>
/// <param name="Issues">What is wrong with the class.</param>
internal sealed record ClassText(
    NetworkIdentity Identity,
    Located<string> Name,
    string Namespace,
    TypeShell? Shell,
    EmbeddedSource Source,
    EquatableArray<ArgumentDeclaration> Options,
    EquatableArray<Issue> Issues);
