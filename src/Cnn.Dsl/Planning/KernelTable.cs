namespace Cnn.Dsl;

/// <summary>The kernels of a network, each once: layers and passes of equal shape share one.</summary>
internal sealed class KernelTable
{
    private readonly List<KernelPlan> _kernels = [];
    private readonly Dictionary<ContractionPlan, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public EquatableArray<KernelPlan> Kernels => _kernels.ToEquatableArray();

    /// <summary>The kernel's name; <paramref name="suggestion"/>, or with a number where another kernel has it already.</summary>
    public string Add(ContractionPlan plan, string suggestion)
    {
        if (_names.TryGetValue(plan, out string? name)) return name;
        name = suggestion;
        for (int i = 2; !_taken.Add(name); i++) name = Invariant.Format($"{suggestion}_{i}");
        _names.Add(plan, name);
        _kernels.Add(new(name, plan));
        return name;
    }
}
