namespace Cnn.Planning;

/// <summary>
/// What the planners of both passes share: tensors and their lives, the shared part of the arena, and the layout of both.
/// </summary>
internal sealed class PassBuilder(IReadOnlyDictionary<string, ParameterPlan> parameters, KernelTable kernels)
{
    private const int Lanes = TensorGeometry.Lanes;

    private readonly List<TensorPlan> _tensors = [];
    private readonly List<long> _sharedPerInstance = [];
    private readonly List<PreparedWeights> _prepared = [];
    private readonly Work _work = kernels.Work;

    // For each tensor, one in whose place it lies: itself at the end of the chain.
    private readonly List<int> _places = [];

    // A phase is a method, too. The names of numbered phases end in a number, and no step's name does.
    private readonly UniqueNames _methods = new(
        kernels.Work, "TurnWeights", "ForwardAndBackward", "BatchStatistics", "WeightGradients", "Forward", "Units", "Stage");

    /// <summary>The shared part of the arena so far, in floats.</summary>
    public long SharedFloats { get; private set; }

    /// <summary>The stretches of it that grow with the batch, in floats of one instance.</summary>
    public EquatableArray<long> SharedPerInstance => _sharedPerInstance.ToEquatableArray();

    /// <summary>What is planned for.</summary>
    public Target Target => kernels.Target;

    public TensorGeometry Geometry(TensorRef tensor) => _tensors[tensor.Index].Geometry;

    public TensorRef AddTensor(string name, TensorGeometry geometry)
    {
        _work.Tick();
        _places.Add(_tensors.Count);
        _tensors.Add(new(name, geometry, 0, int.MaxValue, -1));
        return new(_tensors.Count - 1);
    }

    /// <summary>
    /// Makes tensors slices of others: they have no place of their own, the others live as long as they do, and all that share a place get
    /// the halo that serves them all.
    /// </summary>
    public void MakeSlices(IEnumerable<(TensorRef Tensor, TensorRef Parent, int FirstBlock)> slices)
    {
        foreach (var (tensor, parent, block) in slices)
        {
            _work.Tick();
            _tensors[tensor.Index] = _tensors[tensor.Index] with { Parent = parent, FirstBlock = block };
            _places[tensor.Index] = parent.Index;
        }
        var halos = new Halo[_tensors.Count];
        for (int i = 0; i < halos.Length; i++) halos[Whole(i)] = halos[Whole(i)].Union(_tensors[i].Geometry.Halo);
        for (int i = 0; i < halos.Length; i++) _tensors[i] =
            _tensors[i] with { Geometry = _tensors[i].Geometry with { Halo = halos[Whole(i)] } };
    }

    /// <summary>Whether a tensor is a slice of another.</summary>
    public bool IsSlice(TensorRef tensor, TensorRef parent) => _tensors[tensor.Index].Parent == parent;

    /// <summary>Nothing takes the tensor's place before the pass is over: it is read from outside.</summary>
    public void KeepToTheEnd(TensorRef tensor) =>
        _tensors[Whole(tensor.Index)] = _tensors[Whole(tensor.Index)] with { LastStep = int.MaxValue };

    /// <summary>Takes a stretch of the shared part.</summary>
    public SharedRef AddShared(long floats)
    {
        long offset = SharedFloats;
        SharedFloats += TensorGeometry.WholeLines(floats);
        return new((int)Math.Min(offset, int.MaxValue), floats);
    }

    /// <summary>Takes a stretch of the shared part that has so many floats for each instance.</summary>
    public SharedRef AddSharedPerInstance(int batch, long floats)
    {
        _sharedPerInstance.Add(floats);
        return AddShared(batch * floats);
    }

    /// <summary>What a thread needs for itself, the most of any step.</summary>
    public long ScratchFloats { get; private set; }

    /// <summary>The weights that a model transforms when it is made.</summary>
    public EquatableArray<PreparedWeights> Prepared => _prepared.ToEquatableArray();

    /// <summary>All of them, in floats.</summary>
    public long PreparedFloats { get; private set; }

    /// <summary>Has a model transform a kernel when it is made.</summary>
    public PreparedRef Prepare(ParameterPlan weight, WinogradGeometry geometry)
    {
        int offset = (int)Math.Min(PreparedFloats, int.MaxValue);
        _prepared.Add(new(weight, geometry.Form, offset));
        PreparedFloats += geometry.WeightFloats;
        return new(offset, geometry.WeightFloats);
    }

    /// <summary>A layer's parameter; null where it has none.</summary>
    public ParameterPlan? Parameter(LayerSpec layer, string suffix) =>
        parameters.TryGetValue(layer.Name + "." + suffix, out var parameter) ? parameter : null;

    /// <summary>A method's name, unlike all others of this pass.</summary>
    public string Method(LayerSpec layer, string purpose) => _methods.Take(MemberNames.ForLayer(layer.Name) + purpose);

    /// <summary>
    /// Finds out how long each tensor lives, lays out the slot, and finishes the steps: kernels step by the slot's size and get their tiles
    /// now, and halos that share memory are cleared before their tensor is written.
    /// </summary>
    /// <param name="phases">The phases, their contractions without kernels.</param>
    /// <param name="instances">How many instances a thread is likely to get.</param>
    /// <param name="slotFloats">The size of a slot.</param>
    public (EquatableArray<TensorPlan> Tensors, EquatableArray<PhasePlan> Phases) LayOut(
        IReadOnlyList<PhasePlan> phases, int instances, out long slotFloats)
    {
        int step = 0;
        foreach (var phase in phases)
        {
            // Units of work run in any order, each over all instances: what one of them reads must be left alone until the phase is over.
            int end = phase.Units > 0 ? step + phase.Steps.Count - 1 : -1;
            foreach (var planned in phase.Steps)
            {
                foreach (var tensor in planned.Tensors) Touch(tensor.Index, step, Math.Max(step, end));
                step++;
            }
        }
        LiveAsLongAsSlices();
        var tensors = SlotLayout.Assign(_tensors, _work, out long floats);
        // Halos that share their places are cleared, each once, before the step that writes their tensor first.
        bool[] isShared = SlotLayout.Shared(tensors);
        // An odd number of cache lines: a tensor's places in neighbouring slots then fall into different sets of the cache.
        slotFloats = floats / Lanes % 2 == 0 ? floats + Lanes : floats;
        int stride = (int)Math.Min(slotFloats, int.MaxValue);
        step = 0;
        var finished = phases.Select(
            phase => phase with { Steps = phase.Steps.SelectMany(planned => Finish(planned, step++)).ToEquatableArray() });
        return (tensors, finished.ToEquatableArray());

        IEnumerable<StepPlan> Finish(StepPlan planned, int position)
        {
            _work.Tick();
            foreach (var tensor in planned.Tensors)
            {
                int i = Whole(tensor.Index);
                if (tensors[i].FirstStep != position || tensors[i].Geometry.Halo.IsNone || !isShared[i]) continue;
                isShared[i] = false;
                yield return new ClearHaloStep(_methods.Take(planned.Name + "Halo"), planned.Layer, new TensorRef(i).Write());
            }
            yield return planned switch
            {
                ContractionStep contraction => WithKernels(contraction, stride, instances),
                WinogradStep winograd => WithKernels(winograd, instances),
                WinogradGradientStep winograd => WithKernels(winograd, instances),
                KernelStep step => step with { Kernel = kernels.Add(step.ShapeIn(Geometry, stride), step.Name) },
                _ => planned,
            };
        }
    }

    private void Touch(int tensor, int step, int until)
    {
        _work.Tick();
        var plan = _tensors[tensor];
        if (step < plan.FirstStep || until > plan.LastStep)
            _tensors[tensor] = plan with { FirstStep = Math.Min(plan.FirstStep, step), LastStep = Math.Max(plan.LastStep, until) };
    }

    // A tensor lives as long as its slices do, whose own slices have handed on their lives by then.
    private void LiveAsLongAsSlices()
    {
        var slices = new int[_tensors.Count];
        foreach (var tensor in _tensors)
            if (tensor.Parent is { } parent) slices[parent.Index]++;
        for (int i = 0; i < slices.Length; i++)
        {
            // Up from each that has no slices, as far as nothing else is waited for.
            for (int t = i; slices[t] == 0 && _tensors[t].Parent is { Index: var parent }; t = parent)
            {
                Touch(parent, _tensors[t].FirstStep, _tensors[t].LastStep);
                slices[t] = -1;
                slices[parent]--;
            }
        }
    }

    // The tensor in whose place a tensor lies: its own, unless it is a slice.
    private int Whole(int tensor)
    {
        // Slices of slices make a chain as long as the network: whoever follows it shortens it.
        while (_places[tensor] != tensor)
        {
            _work.Tick();
            tensor = _places[tensor] = _places[_places[tensor]];
        }
        return tensor;
    }

    private ContractionStep WithKernels(ContractionStep step, int stride, int instances)
    {
        var parts = step.Parts.Select((part, i) =>
        {
            // A kernel that works on one instance knows no stride, so that both passes can share it.
            var plan = part.Plan with { InstanceStride = part.Plan.Instances == InstanceRole.Outer ? 0 : stride };
            plan = plan with { IsSplit = step.IsWorthSplitting };
            return WithTiles(
                part with { Plan = plan }, step.Parts.Count == 1 ? step.Name : Invariant.Format($"{step.Name}Part{i + 1}"), instances);
        });
        return step with { Parts = parts.ToEquatableArray() };
    }

    private ContractionPart WithTiles(ContractionPart part, string name, int instances)
    {
        var plan = part.Plan with { Tiles = kernels.Tiles(part.Plan, instances) };
        return part with { Kernel = kernels.Add(plan, name), Plan = plan };
    }

    private WinogradStep WithKernels(WinogradStep step, int instances)
    {
        ScratchFloats = Math.Max(ScratchFloats, ScratchLines(step.Geometry.ScratchFloats));
        return step with { Product = WithTiles(
            WinogradPlanner.Product(step.Geometry, countsTiles: true), step.Name + "Product", instances) };
    }

    private WinogradGradientStep WithKernels(WinogradGradientStep step, int instances)
    {
        ScratchFloats = Math.Max(ScratchFloats, ScratchLines(step.ScratchFloats));
        return step with { Product = WithTiles(WinogradPlanner.Product(step.Geometry), step.Name + "Product", instances) };
    }

    // An odd number of lines, as a slot has.
    private static long ScratchLines(long floats) =>
        TensorGeometry.WholeLines(floats) / Lanes % 2 == 0 ? TensorGeometry.WholeLines(floats) + Lanes : TensorGeometry.WholeLines(floats);
}
