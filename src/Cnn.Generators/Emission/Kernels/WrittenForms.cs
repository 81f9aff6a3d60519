using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// The forms of a network's contractions while kernels are written: each stands once, behind the first kernel that it serves.
/// </summary>
internal sealed class WrittenForms(EquatableArray<FormPlan> forms)
{
    private readonly Dictionary<string, FormPlan> _byName = forms.ToDictionary(form => form.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The form of a name.</summary>
    public FormPlan this[string name] => _byName[name];

    /// <summary>The forms of a kernel that no kernel before it had.</summary>
    public IEnumerable<FormPlan> TakeNew(KernelPlan kernel) =>
        kernel.Calls.Where(call => _written.Add(call.Form)).Select(call => _byName[call.Form]);
}
