using System.Text;

namespace Cnn.Architecture.Tests;

/// <summary>
/// Draws the rooms of each project. An arrow that others lead along, too, is left out of the diagram; the table has them all.
/// </summary>
internal static class RoomPicture
{
    /// <summary>Markdown: for each project with several rooms a diagram and a table.</summary>
    public static string Draw(RoomMap map)
    {
        var text = new StringBuilder();
        foreach (var project in map.Projects)
        {
            var rooms = map.Rooms.Where(room => room.Project == project.Name).ToList();
            if (text.Length > 0)
                text.Append('\n');
            text.Append($"### {project.Name}\n\n");
            text.Append(project.Knows.Count == 0 ? "Knows no other project" : "Knows " + string.Join(", ", project.Knows));
            text.Append(project.MayHavePackages ? ".\n\n" : ", and has no packages.\n\n");
            DrawArrows(text, map, rooms);
            text.Append("\n| room | holds | uses |\n|---|---|---|\n");
            foreach (var room in rooms)
            {
                string uses = string.Join(", ", room.Uses.Select(name => Shown(map, room, name)));
                text.Append($"| {room.ShortName} | {room.Holds} | {uses} |\n");
            }
        }

        return text.ToString();
    }

    private static void DrawArrows(StringBuilder text, RoomMap map, IReadOnlyList<Room> rooms)
    {
        text.Append("```mermaid\nflowchart BT\n");
        foreach (var room in rooms)
        {
            string node = Node(room);
            text.Append($"    {node}[\"{room.ShortName}\"]\n");
            var uses = rooms.Where(other => room.Uses.Contains(other.Name)).ToList();
            foreach (var used in uses.Where(used => !uses.Any(other => other != used && Reaches(map, other, used.Name))))
                text.Append($"    {node} --> {Node(used)}\n");
        }

        text.Append("```\n");
    }

    private static bool Reaches(RoomMap map, Room from, string to) =>
        from.Uses.Any(name => name == to || (map.Rooms.FirstOrDefault(room => room.Name == name) is { } next && Reaches(map, next, to)));

    private static string Node(Room room) => room.ShortName.Replace('/', '_').Replace('.', '_');

    private static string Shown(RoomMap map, Room room, string name)
    {
        var used = map.Rooms.First(other => other.Name == name);
        return used.Project == room.Project ? used.ShortName : used.Name;
    }
}
