namespace Cnn.Architecture.Tests;

/// <summary>A place where one folder's code uses something that is declared in another folder.</summary>
/// <param name="User">The file that uses.</param>
/// <param name="Line">Where in the file, from 1.</param>
/// <param name="Declared">The file in which the used type or member is declared.</param>
/// <param name="Name">The type or member, with the type that declares it.</param>
internal sealed record RoomUse(SourceFile User, int Line, SourceFile Declared, string Name);
