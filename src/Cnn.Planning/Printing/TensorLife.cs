namespace Cnn.Planning;

/// <summary>What happens to a tensor of a slot at each step of a pass.</summary>
/// <param name="Tensor">Its position in the plan.</param>
/// <param name="Marks">One of the constants for each step.</param>
internal sealed record TensorLife(int Tensor, char[] Marks)
{
    public const char Free = '.', Kept = '-', Read = 'r', Written = 'w', Both = 'x';

    /// <summary>The first step that touches the tensor or a slice of it.</summary>
    public int First { get; } = Array.FindIndex(Marks, mark => mark != Free);

    /// <summary>The last step at which the tensor is needed.</summary>
    public int Last { get; } = Array.FindLastIndex(Marks, mark => mark != Free);

    /// <summary>The lives of all tensors that a step touches, in the order of the plan.</summary>
    public static IReadOnlyList<TensorLife> Of(ExecutionPlan pass)
    {
        int count = pass.Phases.Sum(phase => phase.Steps.Count), position = 0;
        var lives = new char[]?[pass.Tensors.Count];
        var ends = new int[pass.Tensors.Count];
        foreach (var phase in pass.Phases)
        {
            int end = position + phase.Steps.Count - 1;
            foreach (var step in phase.Steps)
            {
                int[] writes = step.Writes.Select(tensor => tensor.Index).ToArray(), reads = step.Reads.Select(tensor => tensor.Index)
                    .ToArray();
                foreach (int tensor in writes.Union(reads))
                {
                    char[] life = lives[tensor] ??= Enumerable.Repeat(Free, count).ToArray();
                    life[position] = !writes.Contains(tensor) ? Read : reads.Contains(tensor) ? Both : Written;
                    // Units of work run in any order, so that a tensor that one unit touches is kept until the phase ends.
                    ends[tensor] = phase.Units > 0 ? end : position;
                }
                position++;
            }
        }
        for (int i = 0; i < lives.Length; i++)
        {
            if (lives[i] is not { } life) continue;
            int last = pass.Tensors[i].LastStep == int.MaxValue ? count - 1 : ends[i];
            for (int k = Array.FindIndex(life, mark => mark != Free); k <= last; k++)
                if (life[k] == Free) life[k] = Kept;
        }
        LiveAsLongAsSlices(pass, lives);
        return [.. lives.Select((life, i) => life is null ? null : new TensorLife(i, life)).OfType<TensorLife>()];
    }

    // A value that is written into a slice, or read from it, is kept in the tensor that the slice is of.
    private static void LiveAsLongAsSlices(ExecutionPlan pass, char[]?[] lives)
    {
        for (int i = 0; i < lives.Length; i++)
        {
            if (lives[i] is not { } slice) continue;
            for (var parent = pass.Tensors[i].Parent; parent is { Index: var whole }; parent = pass.Tensors[whole].Parent)
            {
                char[] life = lives[whole] ??= Enumerable.Repeat(Free, slice.Length).ToArray();
                for (int k = 0; k < life.Length; k++)
                    if (life[k] == Free && slice[k] != Free) life[k] = Kept;
            }
        }
    }
}
