using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// The names of a pass's constants: the size of a slot, and where tensors and parameters begin. Each is unlike the others and unlike the
/// pass's methods.
/// </summary>
internal sealed class OffsetNames
{
    private readonly HashSet<string> _taken;

    // A number that was taken once stays taken, so that many equal wishes need not try it again.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(string Name, long Value)> _tensors, _parameters, _byOffset;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly ExecutionPlan _plan;

    /// <param name="network">The network.</param>
    /// <param name="plan">The pass.</param>
    /// <param name="taken">Names that the pass's class has besides those of its steps.</param>
    public OffsetNames(NetworkPlan network, ExecutionPlan plan, IEnumerable<string> taken)
    {
        _plan = plan;
        _taken = new(taken.Concat(plan.Phases.SelectMany(phase => phase.Steps).Select(step => step.Name)), StringComparer.Ordinal);
        Shared = Take("Shared");
        Slot = Take("Slot");
        _tensors = [.. plan.Tensors.Select(tensor => (Take(MemberNames.ForLayer(tensor.Name)), (long)tensor.Offset))];
        _parameters = [.. network.Parameters.Select(parameter => (Take(MemberNames.ForLayer(parameter.Name)), (long)parameter.Offset))];
        _byOffset = [.. _parameters.OrderBy(parameter => parameter.Value)];
    }

    /// <summary>The floats that all instances share, behind which the first slot begins.</summary>
    public string Shared { get; }

    /// <summary>The floats of a slot.</summary>
    public string Slot { get; }

    /// <summary>Where a tensor begins in a slot.</summary>
    public string Tensor(TensorRef tensor) => Use(_tensors[tensor.Index].Name);

    /// <summary>
    /// A place among the parameters, or among their gradients: from where the last parameter begins that does so before the place.
    /// </summary>
    public string Parameter(int offset)
    {
        int low = 0, high = _byOffset.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_byOffset[middle].Value <= offset) low = middle;
            else high = middle - 1;
        }
        return Terms.Sum(Use(_byOffset[low].Name), Terms.Number(offset - _byOffset[low].Value));
    }

    /// <summary>Declares the constants that were used.</summary>
    public void Declare(CodeWriter writer)
    {
        writer.Line("// In floats: the part of the arena that all instances share, behind which each has a slot.");
        writer.Code($"private const int {Shared} = {_plan.SharedFloats}, {Slot} = {_plan.SlotFloats};");
        Declare(writer, "Where tensors begin in a slot.", _tensors);
        Declare(writer, "Where parameters begin among all, and their gradients among the gradients.", _parameters);
    }

    private void Declare(CodeWriter writer, string comment, IEnumerable<(string Name, long Value)> constants)
    {
        var used = constants.Where(constant => _used.Contains(constant.Name)).ToArray();
        if (used.Length == 0) return;
        writer.Line();
        writer.Line("// " + comment);
        foreach (var (name, value) in used) writer.Code($"private const int {name} = {value};");
    }

    private string Use(string name)
    {
        _used.Add(name);
        return name;
    }

    private string Take(string wanted)
    {
        if (_taken.Add(wanted)) return wanted;
        int number = _numbers.TryGetValue(wanted, out int last) ? last : 1;
        string name;
        do name = Invariant.Format($"{wanted}_{++number}");
        while (!_taken.Add(name));
        _numbers[wanted] = number;
        return name;
    }
}
