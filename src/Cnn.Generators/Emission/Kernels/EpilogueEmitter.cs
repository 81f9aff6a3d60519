using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>One of the loops over the vectors that a tile has stored.</summary>
/// <param name="Extent">Rounds.</param>
/// <param name="Stride">From one round to the next, in floats.</param>
internal readonly record struct StoredLoop(int Extent, KernelNumber Stride)
{
    /// <summary>Loops without those of one round, and with neighbours that run on as one.</summary>
    public static List<StoredLoop> Join(IEnumerable<StoredLoop> loops)
    {
        var joined = new List<StoredLoop>();
        foreach (var loop in loops.Where(loop => loop.Extent > 1))
        {
            int last = joined.Count - 1;
            if (last >= 0 && RunsOn(joined[last].Stride, loop)) joined[last] = new(joined[last].Extent * loop.Extent, loop.Stride);
            else joined.Add(loop);
        }
        return joined;

        static bool RunsOn(KernelNumber stride, StoredLoop inner) =>
            stride.IsConstant && inner.Stride.IsConstant && stride.Value == inner.Extent * inner.Stride.Value;
    }
}

/// <summary>Writes what happens to sums as they are stored.</summary>
internal static class EpilogueEmitter
{
    /// <summary>Whether it is a function of many instructions, which would fill a method if it stood there for each sum.</summary>
    public static bool IsFunction(Epilogue epilogue) =>
        epilogue is { IsDerivative: false, Activation: not (Activation.None or Activation.Relu or Activation.LeakyRelu) };

    /// <summary>Whether sums are stored as they are; a function is applied to what is stored.</summary>
    public static bool StoresSums(Epilogue epilogue) =>
        IsFunction(epilogue) || epilogue is { IsDerivative: false, Activation: Activation.None };

    /// <summary>A sum, rectified where that is asked for.</summary>
    public static string Rectified(Epilogue epilogue, string sum) => epilogue.Activation switch
    {
        Activation.Relu => $"_V.Max({sum}, _F.Zero)",
        Activation.LeakyRelu => $"_V.Max({sum}, {sum} * _V.Create<float>(0.01f))",
        _ => sum,
    };

    /// <summary>
    /// Writes a loop that applies a function to sums that have just been stored. They are still on their way to the cache, rounds do not
    /// depend on one another, and the next tile's multiply-adds can begin beside them; written out for each sum, the function's temporaries
    /// would drive the sums out of the registers.
    /// </summary>
    public static void Apply(CodeWriter writer, Epilogue epilogue, string reference, IEnumerable<StoredLoop> loops)
    {
        var open = new Stack<CodeWriter.Braces>();
        open.Push(writer.Scope());
        foreach (var (extent, stride) in StoredLoop.Join(loops))
        {
            string name = "e" + (open.Count - 1);
            open.Push(writer.Open($"for (nint {name} = 0; {name} < {extent}; {name}++)"));
            writer.Code($"ref float c{name} = ref _Mem.Add(ref {reference}, {name} * {stride});");
            reference = "c" + name;
        }
        writer.Line($"_V.StoreUnsafe(_Activations.{epilogue}(_V.LoadUnsafe(ref {reference})), ref {reference});");
        while (open.Count > 0) open.Pop().Dispose();
    }
}
