namespace Cnn.Architecture.Tests;

/// <summary>Compares sources with the picture of the house.</summary>
internal static class RoomCheck
{
    private const int PlacesShown = 10;

    /// <summary>All that does not agree, each with what to do.</summary>
    public static IReadOnlyList<string> Faults(RoomMap map, IReadOnlyList<SourceProject> projects)
    {
        var homeless = Homeless(map, projects).ToList();
        // The arrows of code without a room cannot be drawn.
        IEnumerable<string> arrows = homeless.Count > 0 ? [] : Arrows(map, projects);
        return [.. map.Faults(), .. homeless, .. References(map, projects), .. SharedFiles(map, projects), .. arrows];
    }

    private static IEnumerable<string> Homeless(RoomMap map, IReadOnlyList<SourceProject> projects)
    {
        var folders = projects.SelectMany(project => project.Files).Select(file => file.Folder).Distinct().ToList();
        foreach (string folder in folders.Where(folder => map.RoomOf(folder) is null))
            yield return $"src/{folder} is in no room: "
                + "add a line for it to docs/rooms.txt, after the rooms that it uses, or put its files into a room that is there.";
        foreach (var room in map.Rooms.Where(room => folders.All(folder => map.RoomOf(folder) != room)))
            yield return $"docs/rooms.txt: there are no sources in {room.Name}; take its line out.";
    }

    private static IEnumerable<string> References(RoomMap map, IReadOnlyList<SourceProject> projects)
    {
        foreach (var project in projects)
        {
            string file = $"src/{project.Name}/{project.Name}.csproj";
            if (map.Projects.FirstOrDefault(rule => rule.Name == project.Name) is not { } rule)
            {
                yield return $"{file}: add a line 'project {project.Name}: …' to docs/rooms.txt, with the projects that it knows.";
                continue;
            }

            foreach (string reference in project.References.Except(rule.Knows))
                yield return $"{file} references {reference}, "
                    + $"which docs/rooms.txt does not let {project.Name} know. Take the reference out.";
            foreach (string reference in rule.Knows.Except(project.References))
                yield return $"docs/rooms.txt lets {project.Name} know {reference}, "
                    + $"which {file} does not reference. Take it out of the line.";
            if (!rule.MayHavePackages && project.Packages.Count > 0)
                yield return $"{file} references the package {project.Packages[0]}, "
                    + $"but {project.Name} has no packages. Take the reference out.";
        }
    }

    private static IEnumerable<string> SharedFiles(RoomMap map, IReadOnlyList<SourceProject> projects)
    {
        var found = projects.SelectMany(project => project.Files)
            .Where(file => file.Path != file.Place)
            .Select(file => new SharedFile(file.Path, file.Folder))
            .ToList();
        foreach (var file in found.Except(map.Shared))
            yield return $"src/{file.Path} is compiled in {file.Room} as well. "
                + $"Compile it once, or add 'shared {file.Path} in {file.Room}' to docs/rooms.txt.";
        foreach (var file in map.Shared.Except(found))
            yield return $"docs/rooms.txt: {file.Path} is not compiled in {file.Room}; take the line out.";
    }

    private static IEnumerable<string> Arrows(RoomMap map, IReadOnlyList<SourceProject> projects)
    {
        var used = UseFinder.Find(projects)
            .Select(use => (Use: use, From: map.RoomOf(use.User.Folder)!, To: map.RoomOf(use.Declared.Folder)!))
            .Where(use => use.From != use.To)
            .GroupBy(use => (use.From, use.To))
            .ToDictionary(
                group => group.Key,
                group => group.Select(use => use.Use)
                    .OrderBy(use => use.User.Path, StringComparer.Ordinal)
                    .ThenBy(use => use.Line)
                    .ToList());
        foreach (var ((from, to), uses) in used.Where(arrow => !arrow.Key.From.Uses.Contains(arrow.Key.To.Name)))
        {
            var places = uses.Select(use => $"  src/{use.User.Path}({use.Line}): {use.Name}").Distinct().ToList();
            int left = places.Count - PlacesShown;
            string more = left > 0 ? FormattableString.Invariant($"\n  and {left} more places") : "";
            yield return $"{from.Name} uses {to.Name}, which docs/rooms.txt does not let it use. "
                + "Put the fact that both need into a room that both may use; "
                + $"add the arrow to {from.Name} only where the picture itself should change.\n"
                + $"{string.Join('\n', places.Take(PlacesShown))}{more}";
        }

        foreach (var room in map.Rooms)
        {
            foreach (string unused in room.Uses.Where(name => !used.Keys.Any(arrow => arrow.From == room && arrow.To.Name == name)))
                yield return $"docs/rooms.txt lets {room.Name} use {unused}, which nothing in it does. Take it out of the line.";
        }
    }
}
