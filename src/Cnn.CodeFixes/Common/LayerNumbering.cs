using Cnn.Dsl;
using Cnn.Generators;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>Layers without a name are numbered, so that a new one renames those after it; whoever reads them has to be told.</summary>
internal sealed class LayerNumbering
{
    private readonly EquatableArray<LayerDeclaration> _declarations;

    private LayerNumbering(CnnAttributes attributes) =>
        _declarations = attributes.Layers.Select(layer => AttributeReader.Layer(layer, static _ => { })).ToEquatableArray();

    /// <summary>
    /// The numbering of a class's layers; null where blocks are among them, whose layers are counted and stand in no attribute of their
    /// own.
    /// </summary>
    public static LayerNumbering? Of(CnnAttributes attributes) =>
        attributes.Layers.All(layer => layer.Definition is not null) ? new(attributes) : null;

    /// <summary>What the layers are called.</summary>
    public EquatableArray<string> Names => LayerNames.Of(_declarations);

    /// <summary>Where the names of the layers that one reads are written.</summary>
    public EquatableArray<Located<string>> SourcesOf(int position) => _declarations[position].From;

    /// <summary>A name that no layer has, and none will have when layers are counted anew.</summary>
    public string Free(string name)
    {
        string free = name;
        for (int i = 2; Names.Contains(free); i++) free = Invariant.Format($"{name}{i}");
        return free;
    }

    /// <summary>
    /// What has to be changed where names are read, when layers are put before one at a position; null where that cannot be written,
    /// because two layers would be of one name or because a name stands in no expression of its own.
    /// </summary>
    /// <param name="position">The layer that the new ones stand before; those that read it go on to do so.</param>
    /// <param name="keyword">The new layers' keyword in text.</param>
    /// <param name="names">Their names; null for an automatic one.</param>
    /// <param name="isLeftOut">The sources that are written anew by the fix itself.</param>
    public IReadOnlyList<TextChange>? Insert(
        int position, string keyword, IReadOnlyList<string?> names, Func<Located<string>, bool> isLeftOut)
    {
        var inserted = names.Select(name => new LayerDeclaration(
            keyword, SourceRange.None, name is null
                ? null : new(name, SourceRange.None), EquatableArray<Located<string>>.Empty, EquatableArray<ArgumentDeclaration>.Empty));
        var before = Names;
        var after = LayerNames.Of(_declarations.Take(position).Concat(inserted).Concat(_declarations.Skip(position)).ToEquatableArray());
        if (after.Distinct(StringComparer.Ordinal).Count() != after.Count) return null;

        var changes = new List<TextChange>();
        for (int i = 0; i < _declarations.Count; i++)
        {
            var sources = _declarations[i].From;
            foreach (var source in sources.Where(source => !isLeftOut(source)))
            {
                int read = before.Take(i).ToList().IndexOf(source.Value);
                if (read < 0) continue;
                string name = after[read < position ? read : read + names.Count];
                if (name == source.Value) continue;
                if (sources.Count(other => other.Range == source.Range) > 1) return null;
                changes.Add(new(new(source.Range.Start, source.Range.Length), AttributeText.Literal(name)));
            }
        }
        return changes;
    }
}
