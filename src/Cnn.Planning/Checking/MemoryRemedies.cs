namespace Cnn.Planning;

/// <summary>
/// What makes a session smaller, as textbooks list it: a smaller batch, a stride, fewer layers, 16-bit floats, several devices. Every
/// figure is that of a plan: a batch's follows from this one, and a stride and a layer less are planned anew. Which layer they are tried in
/// is chosen by the tensors and parameters of a few candidates, the largest ones, so that the work is bounded: this runs while a network is
/// typed.
/// </summary>
internal sealed class MemoryRemedies(NetworkDeclaration declaration, PassMemory pass, long allowed, Work work)
{
    private const int MostCandidates = 6, MostLayersResolved = 4_000;

    private readonly NetworkSpec _spec = pass.Plan.Spec;
    private readonly NetworkDeclaration _named = DeclarationEdits.Named(declaration);
    private readonly TensorMemory _tensors = TensorMemory.Of(pass.Plan.Spec);

    /// <summary>The largest batch that keeps the budget; null where there is none.</summary>
    public int? LargestBatch { get; } = pass.LargestBatch(allowed);

    /// <summary>All that save anything.</summary>
    public IEnumerable<Remedy> All() =>
        new[] { SmallerBatch(), Stride(), FewerLayers(), HalfFloats(), Devices() }
            .OfType<Remedy>().Where(remedy => remedy.Saves > 0);

    private Remedy? SmallerBatch()
    {
        if (pass.Batch == pass.SmallestBatch) return null;
        int batch = LargestBatch ?? pass.SmallestBatch;
        return new(Invariant.Format($"with a batch of {batch}"), pass.Session.Total - pass.TotalFor(batch));
    }

    // Twice the stride, where the window still reads every pixel.
    private Remedy? Stride()
    {
        var candidates = Candidates(i =>
        {
            var window = _spec.Layers[i].FieldWindow;
            return !_spec.Layers[i].Output.IsVector && window.Rows >= 2L * window.StrideRows && window.Columns >= 2L * window.StrideColumns;
        });
        return Best(candidates, i =>
        {
            var window = _spec.Layers[i].FieldWindow;
            int rows = 2 * window.StrideRows, columns = 2 * window.StrideColumns;
            string stride = rows == columns ? Invariant.Format($"{rows}") : Invariant.Format($"{rows}x{columns}");
            return (DeclarationEdits.WithStride(_named, i, rows, columns), $"with a stride of {stride} in '{_spec.Layers[i].Name}'");
        });
    }

    // Any layer that is not needed for the shape of the output, and no join: what it joins would be left over.
    private Remedy? FewerLayers()
    {
        int last = Enumerable.Range(0, _spec.Layers.Count).Last(i => _tensors.LayerBytes[i] > 0);
        var candidates = Candidates(i => i > 0 && i < last && _spec.Layers[i].Inputs.Count == 1);
        return Best(candidates, i => (DeclarationEdits.Without(_named, i), $"without '{_spec.Layers[i].Name}'"), sameOutput: true);
    }

    // While training, weights, gradients and the optimiser's state stay as they are (Micikevicius et al., "Mixed precision training",
    // 2018).
    private Remedy HalfFloats() => YetToCome(
        pass.IsTraining ? "with 16-bit tensors" : "with 16-bit floats", (pass.IsTraining ? pass.Session.Arena : pass.Session.Total) / 2);

    private Remedy Devices()
    {
        if (LargestBatch is { } batch)
        {
            int devices = (pass.Batch + batch - 1) / batch, share = (pass.Batch + devices - 1) / devices;
            return YetToCome(
                Invariant.Format($"on each of {devices} devices with {share} instance{(share == 1 ? "" : "s")}"),
                pass.Session.Total - pass.TotalFor(share));
        }
        // Not even one instance fits: the network itself would have to be cut, at best into equal parts.
        long parts = (pass.Session.Total - 1) / allowed + 1;
        return YetToCome(
            $"on each of {Invariant.Count(parts)} devices or more that share the network",
            pass.Session.Total - pass.Session.Total / parts);
    }

    private static Remedy YetToCome(string how, long saves) => new(how, saves) { IsYetToCome = true };

    private IEnumerable<int> Candidates(Func<int, bool> isPossible)
    {
        // Of the networks of a text, the first ones: a text of many large ones would take its author's time for each.
        int count = _spec.Layers.Count;
        int most = declaration.LayersBefore + count > MostLayersResolved ? 0 : Math.Min(MostCandidates, MostLayersResolved / count);
        return Enumerable.Range(0, _spec.Layers.Count).Where(IsCandidate).OrderByDescending(Share).Take(most);

        bool IsCandidate(int i)
        {
            work.Tick();
            return _tensors.LayerBytes[i] > 0 && isPossible(i);
        }
    }

    private Remedy? Best(IEnumerable<int> candidates, Func<int, (NetworkDeclaration? Changed, string How)> change, bool sameOutput = false)
    {
        long least = Estimate(_spec, _tensors);
        NetworkSpec? best = null;
        string bestHow = "";
        foreach (int i in candidates)
        {
            var (changed, how) = change(i);
            if (changed is null || Resolver.Resolve(changed, work).Spec is not { } spec) continue;
            if (sameOutput && spec.Output != _spec.Output) continue;
            long estimate = Estimate(spec, TensorMemory.Of(spec));
            if (estimate >= least) continue;
            (least, best, bestHow) = (estimate, spec, how);
        }
        if (best is null || AddressChecker.TooLarge(best, work) is not null) return null;
        return new(bestHow, pass.Session.Total - Planner.PlanSession(best, pass.IsTraining, work).Total);
    }

    private long Share(int layer) =>
        _tensors.LayerBytes[layer] * pass.Batch + _spec.Layers[layer].ParameterCount * BytesPerParameter(_spec);

    private long Estimate(NetworkSpec spec, TensorMemory tensors) =>
        (pass.IsTraining ? tensors.TrainingBytes : tensors.InferenceBytes) + spec.ParameterCount * BytesPerParameter(spec);

    private long BytesPerParameter(NetworkSpec spec) =>
        pass.Plan.Target.Element.Bytes * (pass.IsTraining ? 2 + spec.Optimizer.StateFloats : 1);
}
