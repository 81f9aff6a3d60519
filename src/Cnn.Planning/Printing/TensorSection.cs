namespace Cnn.Planning;

/// <summary>Where the tensors of an instance's slot lie, in the order of memory.</summary>
internal static class TensorSection
{
    public static IEnumerable<string> Lines(ExecutionPlan pass)
    {
        var lives = TensorLife.Of(pass).OrderBy(life => pass.Tensors[life.Tensor].Offset).ThenBy(life => life.First);
        string[][] rows = [["offset", "floats", "layout", "steps", "tensor"], .. lives.Select(Row)];
        return
        [
            "Tensors of a slot (in the order of memory; tensors whose steps do not overlap can share a place)",
            .. TextTable.Lines(rows, true, true, false, true, false),
        ];

        string[] Row(TensorLife life)
        {
            var tensor = pass.Tensors[life.Tensor];
            return
            [
                Invariant.Count(tensor.Offset),
                Invariant.Count(tensor.Geometry.Floats),
                tensor.Geometry.ToString(),
                life.First == life.Last ? Invariant.Format($"{life.First}") : Invariant.Format($"{life.First}-{life.Last}"),
                tensor.Parent is { } parent ? $"{tensor.Name}, a slice of {pass.Tensor(parent).Name}" : tensor.Name,
            ];
        }
    }
}
