namespace Cnn.Planning;

/// <summary>The forms of a network's contractions, each once.</summary>
internal sealed class FormTable(Work work)
{
    private readonly List<Shared> _forms = [];
    private readonly Dictionary<ContractionForm, Shared> _byForm = [];

    /// <summary>Adds a kernel; those that inference calls come first.</summary>
    public void Add(string kernel, ContractionPlan plan, bool trainsOnly)
    {
        foreach (var tile in plan.Tiles)
        {
            work.Tick();
            var (form, arguments) = FormBuilder.Build(plan, tile);
            if (!_byForm.TryGetValue(form, out var shared))
            {
                _byForm.Add(form, shared = new(form, trainsOnly));
                _forms.Add(shared);
            }
            shared.Kernels.Add((kernel, arguments));
        }
    }

    /// <summary>The forms, in the order of the kernels that they serve first, and the calls of each kernel, the widest first.</summary>
    public (EquatableArray<FormPlan> Forms, ILookup<string, FormCall> Calls) Finish()
    {
        var names = new UniqueNames(work);
        var plans = new List<FormPlan>();
        var calls = new List<(string Kernel, FormCall Call)>();
        foreach (var shared in _forms)
        {
            work.Tick();
            // What is the same for all whom a form serves is a constant after all.
            var first = shared.Kernels[0].Arguments;
            var form = shared.Form.Map(number =>
                number.Argument is { } name && shared.Kernels.All(kernel => kernel.Arguments[name] == first[name]) ? first[name] : number)
                    .WithoutIdleStrides();
            var arguments = new List<string>();
            form.Map(number =>
            {
                if (number.Argument is { } name && !arguments.Contains(name)) arguments.Add(name);
                return number;
            });
            string called = (
                shared.Kernels.Count == 1
                    ? shared.Kernels[0].Kernel : names.Take(Invariant.Format($"_Tile{form.RowTile}x{form.ColumnTile}")))
                        + Invariant.Format($"_V{form.Width.Bits}");
            var serves = shared.Kernels.Select(kernel => kernel.Kernel).ToEquatableArray();
            plans.Add(new(called, form, arguments.ToEquatableArray(), serves, shared.TrainsOnly));
            foreach (var (kernel, values) in shared.Kernels)
                calls.Add((kernel, new(called, form.Width, arguments.Select(argument => values[argument]).ToEquatableArray())));
        }
        // A form may have served another kernel in its other widths before: the order of forms is not the order of widths.
        return (
            plans.ToEquatableArray(),
            calls.OrderByDescending(call => call.Call.Width.Bits).ToLookup(call => call.Kernel, call => call.Call, StringComparer.Ordinal));
    }

    private sealed class Shared(ContractionForm form, bool trainsOnly)
    {
        public ContractionForm Form => form;

        public bool TrainsOnly => trainsOnly;

        public List<(string Kernel, IReadOnlyDictionary<string, int> Arguments)> Kernels { get; } = [];
    }
}
