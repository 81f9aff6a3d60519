namespace Cnn;

/// <summary>
/// Which steps of a training pass are needed where some parameters are frozen: those from which a loss, a gradient of a parameter that
/// changes, or a running statistic that goes on depends. Found from the last step to the first, by what each reads and writes.
/// </summary>
internal sealed class NeededSteps
{
    private readonly PassMap _map;

    // For each tensor, whether a needed step reads it, and whether one reads a slice of it, or a slice of a slice.
    private readonly bool[] _isRead;
    private readonly bool[] _isReadInPart;
    private readonly List<MapOperand> _sharedReads = [];
    private readonly IReadOnlyList<MapNorm> _frozen;

    private NeededSteps(PassMap map, IReadOnlyList<MapNorm> frozen)
    {
        (_map, _frozen) = (map, frozen);
        _isRead = new bool[map.Tensors.Count];
        _isReadInPart = new bool[map.Tensors.Count];
    }

    /// <summary>For each step, whether it is needed.</summary>
    /// <param name="map">The pass.</param>
    /// <param name="frozen">The batch norms that keep their statistics: their records are there already, whoever reads them.</param>
    /// <param name="wantsGradient">Whether a gradient is wanted, by the position of its parameter.</param>
    public static bool[] Of(PassMap map, IReadOnlyList<MapNorm> frozen, Func<int, bool> wantsGradient) =>
        new NeededSteps(map, frozen).Find(wantsGradient);

    private bool[] Find(Func<int, bool> wantsGradient)
    {
        bool[] needed = new bool[_map.Steps.Count];
        for (int i = needed.Length - 1; i >= 0; i--)
        {
            MapStep step = _map.Steps[i];
            bool keepsStatistics = step.Epsilon is not null && !_frozen.Any(norm => norm.Step == i);
            needed[i] = step.IsLoss || keepsStatistics
                || step.Operands.Any(operand => operand.IsWritten && IsWanted(operand, wantsGradient));
            if (needed[i])
                Read(step);
        }
        return needed;
    }

    private bool IsWanted(MapOperand operand, Func<int, bool> wantsGradient) => operand.Place switch
    {
        MapPlace.Slot => IsTensorRead(operand.Index),
        MapPlace.Shared => _sharedReads.Exists(read => Overlap(read, operand)),
        MapPlace.Gradient => wantsGradient(operand.Index),
        _ => false,
    };

    // What is written into a tensor is in all that it is a slice of.
    private bool IsTensorRead(int tensor)
    {
        if (_isReadInPart[tensor])
            return true;
        for (int whole = tensor; whole >= 0; whole = _map.Tensors[whole].Parent)
        {
            if (_isRead[whole])
                return true;
        }
        return false;
    }

    private void Read(MapStep step)
    {
        foreach (MapOperand operand in step.Operands)
        {
            if (!operand.IsRead)
                continue;
            if (operand.Place == MapPlace.Slot)
            {
                _isRead[operand.Index] = true;
                for (int whole = _map.Tensors[operand.Index].Parent; whole >= 0; whole = _map.Tensors[whole].Parent)
                    _isReadInPart[whole] = true;
            }
            else if (operand.Place == MapPlace.Shared && !_frozen.Any(norm => Overlap(norm.Record, operand)))
            {
                _sharedReads.Add(operand);
            }
        }
    }

    private static bool Overlap(MapOperand one, MapOperand other) =>
        one.Index < (long)other.Index + other.Floats && other.Index < (long)one.Index + one.Floats;
}
