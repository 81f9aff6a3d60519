namespace Cnn.Dsl;

/// <summary>
/// Finds out in which order weight files have the channels of each layer's output. Layers that keep channels in their places, and sums,
/// have one order
/// with what they read; a layer whose rows of weights make its channels takes the order that its readers need. What is left has the
/// network's own order.
/// </summary>
internal sealed class ElementOrders
{
    // Instead of the number of an input.
    private const int WholeLayer = int.MaxValue;

    private readonly IReadOnlyList<LayerSpec?> _layers;
    private readonly Action<int, int, string> _report;
    // Layers of one order are a tree; its root has the order, null while any will do.
    private readonly int[] _parents;
    private readonly ElementOrder?[] _orders;

    private ElementOrders(IReadOnlyList<LayerSpec?> layers, Action<int, int, string> report)
    {
        (_layers, _report) = (layers, report);
        _parents = Enumerable.Range(0, layers.Count).ToArray();
        _orders = new ElementOrder?[layers.Count];
    }

    /// <summary>Gives each layer the orders of its input and output.</summary>
    /// <param name="layers">The layers; null where one could not be resolved, and where its readers therefore could not either.</param>
    /// <param name="report">
    /// Takes the position of a layer, which of its inputs has another order than it needs, and what it does with it.
    /// </param>
    /// <param name="work">Ticks for each layer.</param>
    public static void Resolve(IList<LayerSpec?> layers, Action<int, int, string> report, Work work)
    {
        if (!layers.Any(layer => layer is FlattenSpec)) return;
        var orders = new ElementOrders(layers.ToArray(), report);
        orders.Run(work);
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] is not { } layer) continue;
            var input = layer.Inputs.Count == 0 ? ElementOrder.Plain : orders.OrderOf(layer.Inputs[0]);
            var output = orders.OrderOf(i);
            if (!input.IsPlain || !output.IsPlain) layers[i] = layer with { InputOrder = input, OutputOrder = output };
        }
    }

    // Layers of one order have equally many channels, and what is concatenated has fewer than the whole.
    // So the orders of parts are known before that of the whole.
    private void Run(Work work)
    {
        int[] known = Enumerable.Range(0, _layers.Count).Where(i => _layers[i] is not null).ToArray();
        var users = known.Where(i => _layers[i]!.UseOfNumbers is not null).ToLookup(i => _layers[i]!.Input.Channels);
        foreach (var group in known.GroupBy(i => _layers[i]!.Output.Channels).OrderBy(group => group.Key))
        {
            foreach (int i in group.Where(i => _layers[i]!.Origin == ChannelOrigin.Own)) _orders[i] = OwnOrder(i, _layers[i]!);
            foreach (int i in group)
            {
                work.Tick();
                if (_layers[i]!.Origin == ChannelOrigin.Inputs) JoinInputs(i, _layers[i]!);
            }
            foreach (int i in group.Where(i => _layers[i]!.EndsHead)) JoinOutput(i);
            foreach (int i in users[group.Key]) RequirePlain(i, _layers[i]!);
        }
    }

    private ElementOrder OwnOrder(int position, LayerSpec layer)
    {
        var order = layer.OwnOrder(layer.Inputs.Select(input => (OrderOf(input), _layers[input]!.Output.Channels)).ToArray());
        if (!order.IsTooLong) return order;
        string most = Invariant.Format($"{ElementOrder.MostSegments}");
        _report(position, WholeLayer, $"joins more than {most} flattened maps and vectors, which is more than are told apart");
        return ElementOrder.Plain;
    }

    private void JoinInputs(int position, LayerSpec layer)
    {
        for (int i = 0; i < layer.Inputs.Count; i++)
        {
            if (TryJoin(position, layer.Inputs[i])) continue;
            string first = $"'{_layers[layer.Inputs[0]]!.Name}' is numbered as {OrderOf(position)}";
            string other = $"'{_layers[layer.Inputs[i]]!.Name}' as {OrderOf(layer.Inputs[i])}";
            _report(position, i, $"adds elements that do not belong together: {first}, and {other}");
        }
    }

    // The targets of a step number the outputs of all classifiers.
    private void JoinOutput(int position)
    {
        int last = _layers.Count - 1;
        if (_layers[last] is not { } output || output.Output != _layers[position]!.Output || TryJoin(position, last)) return;
        string head = $"'{_layers[_layers[position]!.Inputs[0]]!.Name}' is numbered as {OrderOf(position)}";
        string numbers = $"{head}, and '{output.Name}' as {OrderOf(last)}";
        _report(position, WholeLayer, $"has the targets of the output, which number other elements: {numbers}");
    }

    private void RequirePlain(int position, LayerSpec layer)
    {
        int root = Root(layer.Inputs[0]);
        _orders[root] ??= ElementOrder.Plain;
        if (_orders[root] is { IsPlain: false } order)
            _report(position, 0, $"{layer.UseOfNumbers} '{_layers[layer.Inputs[0]]!.Name}', which is numbered as {order}");
    }

    private bool TryJoin(int one, int other)
    {
        int root = Root(one), joined = Root(other);
        if (root == joined) return true;
        if (_orders[root] is { } order && _orders[joined] is { } second && order != second) return false;
        _orders[root] ??= _orders[joined];
        _parents[joined] = root;
        return true;
    }

    private ElementOrder OrderOf(int layer) => _orders[Root(layer)] ?? ElementOrder.Plain;

    private int Root(int layer)
    {
        while (_parents[layer] != layer)
        {
            _parents[layer] = _parents[_parents[layer]];
            layer = _parents[layer];
        }
        return layer;
    }
}
