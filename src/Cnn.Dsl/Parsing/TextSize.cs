namespace Cnn.Dsl;

/// <summary>
/// Counts what the networks of a text become together: a few words can make a network of ten thousand layers, and a text could have
/// thousands of such networks.
/// </summary>
internal sealed class TextSize(TokenReader tokens)
{
    private ExpansionSize _size;
    private bool _isFull;

    /// <summary>The layers of those that have had room.</summary>
    public long Layers => _size.Layers;

    /// <summary>Whether a network has room beside those before it. The first one that has none is reported.</summary>
    public bool HasRoom(Located<string> network, ExpansionSize size)
    {
        // What is too large by itself is reported for itself, and not written out.
        if (size.Layers > ExpansionSize.MostLayers || size.Characters > ExpansionSize.MostCharacters) return true;
        var all = _size.Then(size);
        bool hasTooManyLayers = all.Layers > ExpansionSize.MostLayersOfText;
        if (!hasTooManyLayers && all.Characters <= ExpansionSize.MostCharactersOfText)
        {
            _size = all;
            return true;
        }
        if (_isFull) return false;
        _isFull = true;
        string upTo = $"up to network '{ShownNames.Short(network.Value)}'";
        if (hasTooManyLayers)
            Report(IssueCatalog.TooManyLayers, "The text " + upTo, all.Layers, ExpansionSize.MostLayersOfText);
        else
            Report(IssueCatalog.ExpansionTooLong, "the text " + upTo, all.Characters, ExpansionSize.MostCharactersOfText);
        return false;

        void Report(IssueDescriptor descriptor, string what, long count, long most) =>
            tokens.Report(network.Range, descriptor, what, Invariant.Count(count), Invariant.Count(most));
    }
}
