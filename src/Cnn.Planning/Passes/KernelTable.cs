namespace Cnn.Planning;

/// <summary>The kernels of a network, each once: layers and passes of equal shape share one.</summary>
/// <param name="work">Ticks for each kernel that is asked for.</param>
/// <param name="target">What is planned for.</param>
/// <param name="choosesTiles">
/// Whether kernels are collected, and contractions get their tiles; nothing can be emitted without, but the memory depends on neither.
/// </param>
internal sealed class KernelTable(Work work, Target target, bool choosesTiles = true)
{
    private readonly List<KernelPlan> _kernels = [];
    private readonly Dictionary<KernelShape, string> _names = [];
    private readonly Dictionary<(ContractionPlan Plan, int Instances), EquatableArray<TilePlan>> _tiles = [];
    private readonly UniqueNames _unique = new(work);
    private bool _trainsOnly;

    /// <summary>What planning is counted by.</summary>
    public Work Work => work;

    /// <summary>What is planned for.</summary>
    public Target Target => target;

    /// <summary>Chooses the algorithms of convolutions.</summary>
    public WinogradChooser Winograd { get; } = new(target);

    /// <summary>The kernels, and the forms that contractions among them share; once all have been added.</summary>
    public (EquatableArray<KernelPlan> Kernels, EquatableArray<FormPlan> Forms) Finish()
    {
        var table = new FormTable(work);
        foreach (var kernel in _kernels)
            if (kernel.Shape is ContractionPlan contraction) table.Add(kernel.Name, contraction, kernel.TrainsOnly);
        var (forms, calls) = table.Finish();
        return (_kernels.Select(kernel => kernel with { Calls = calls[kernel.Name].ToEquatableArray() }).ToEquatableArray(), forms);
    }

    /// <summary>All of inference has been added: whatever kernel is new from here on, only training calls.</summary>
    public void BeginTraining() => _trainsOnly = true;

    /// <summary>The kernel's name; <paramref name="suggestion"/>, or with a number where another kernel has it already.</summary>
    public string Add(KernelShape shape, string suggestion)
    {
        work.Tick();
        if (!choosesTiles) return suggestion;
        if (_names.TryGetValue(shape, out string? name)) return name;
        name = _unique.Take(suggestion);
        _names.Add(shape, name);
        _kernels.Add(new(name, shape) { TrainsOnly = _trainsOnly });
        return name;
    }

    /// <summary>The tile for each vector width; layers of equal shape are asked about once.</summary>
    /// <param name="plan">The contraction without its tiles.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    public EquatableArray<TilePlan> Tiles(ContractionPlan plan, int instances)
    {
        if (!choosesTiles) return EquatableArray<TilePlan>.Empty;
        if (!_tiles.TryGetValue((plan, instances), out var tiles))
            _tiles.Add(
                (plan, instances),
                tiles = target.Widths.Select(width => TileChooser.Choose(plan, target, width, instances)).ToEquatableArray());
        return tiles;
    }
}
