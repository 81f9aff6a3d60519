namespace Cnn.Architecture.Tests;

/// <summary>
/// The picture of the house as <c>docs/rooms.txt</c> writes it: projects, their rooms in the order of reading, and the arrows between them.
/// </summary>
internal sealed record RoomMap(IReadOnlyList<ProjectRule> Projects, IReadOnlyList<Room> Rooms, IReadOnlyList<SharedFile> Shared)
{
    private const string Dash = " — ";

    /// <summary>Reads the text.</summary>
    /// <exception cref="InvalidDataException">A line is of no known kind; the message says which.</exception>
    public static RoomMap Parse(string text)
    {
        var projects = new List<ProjectRule>();
        var rooms = new List<Room>();
        var shared = new List<SharedFile>();
        foreach (string line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ' && rooms.Count > 0)
                rooms[^1] = rooms[^1] with { Uses = [.. rooms[^1].Uses, .. List(line).Select(name => FullName(rooms[^1].Project, name))] };
            else if (line.StartsWith("project ", StringComparison.Ordinal) && line.Contains(':'))
                projects.Add(ReadProject(line["project ".Length..]));
            else if (line.StartsWith("shared ", StringComparison.Ordinal) && line.Split(' ') is [_, var path, "in", var room])
                shared.Add(new(path, room));
            else if (line.Contains(Dash, StringComparison.Ordinal))
                rooms.Add(ReadRoom(line));
            else
                throw new InvalidDataException($"docs/rooms.txt: '{line}' is no line of a project, a room, its arrows or a shared file.");
        }

        return new(projects, rooms, shared);
    }

    /// <summary>
    /// The room of a folder: the one of its name, else the nearest folder around it that is one.
    /// A project's own room has only the files beside its project file.
    /// </summary>
    public Room? RoomOf(string folder)
    {
        string name = folder;
        while (Rooms.All(room => room.Name != name) && name.Count(c => c == '/') > 1)
            name = name[..name.LastIndexOf('/')];
        return Rooms.FirstOrDefault(room => room.Name == name);
    }

    /// <summary>What is wrong with the picture itself.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var twice in Rooms.GroupBy(room => room.Name).Where(group => group.Skip(1).Any()))
            yield return $"docs/rooms.txt: {twice.Key} stands there twice; write it once.";
        var before = new HashSet<string>();
        foreach (var room in Rooms)
        {
            foreach (string used in room.Uses)
            {
                if (Rooms.All(other => other.Name != used))
                    yield return $"docs/rooms.txt: {room.Name} may use {used}, which is no room; write a room's name.";
                else if (!before.Contains(used))
                    yield return $"docs/rooms.txt: {room.Name} may use {used}, which does not stand before it. "
                        + "Rooms stand in the order of reading, so that no arrows make a circle.";
                else if (!Knows(room.Project, used.Split('/')[0]))
                    yield return $"docs/rooms.txt: {room.Name} may use {used}, but {room.Project} does not know that project.";
            }

            before.Add(room.Name);
        }
    }

    private static Room ReadRoom(string line)
    {
        int dash = line.IndexOf(Dash, StringComparison.Ordinal);
        return new(line[..dash], line[(dash + Dash.Length)..], []);
    }

    private static ProjectRule ReadProject(string line)
    {
        int colon = line.IndexOf(':');
        var knows = List(line[(colon + 1)..]).ToList();
        bool mayHavePackages = knows.Remove("packages");
        return new(line[..colon], mayHavePackages, knows);
    }

    private bool Knows(string project, string other) =>
        project == other || Projects.Any(rule => rule.Name == project && rule.Knows.Contains(other));

    private static IEnumerable<string> List(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string FullName(string project, string name) =>
        name.StartsWith("Cnn.", StringComparison.Ordinal) ? name : $"{project}/{name}";
}
