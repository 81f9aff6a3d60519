using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a method in a form for each vector width, and one that picks the processor's; the JIT keeps only that one.</summary>
internal static class WidthDispatch
{
    /// <summary>The alias of a width's static class.</summary>
    public static string Alias(VectorWidth width) => Invariant.Format($"_V{width.Bits}");

    // No kernel's name has a letter behind an underscore, so that no kernel is called like the form of another; many end in a number.
    private static string Form(string name, VectorWidth width) => name + Alias(width);

    /// <param name="writer">Where to.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="parameters">Its parameters, each with its type and how it is passed on: <c>("ref float c", "ref c")</c>.</param>
    /// <param name="body">Writes the body for one width.</param>
    public static void Write(CodeWriter writer, string name, IReadOnlyList<(string Declared, string Passed)> parameters, Action<VectorWidth> body)
    {
        string declared = string.Join(", ", parameters.Select(parameter => parameter.Declared));
        string passed = string.Join(", ", parameters.Select(parameter => parameter.Passed));
        writer.Line("[_MethodImpl(_MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"internal static void {name}({declared})"))
        {
            for (int i = 0; i < VectorWidth.All.Count; i++)
            {
                string condition = i == VectorWidth.All.Count - 1 ? "" : $"if ({Alias(VectorWidth.All[i])}.IsHardwareAccelerated) ";
                writer.Line((i == 0 ? "" : "else ") + condition + $"{Form(name, VectorWidth.All[i])}({passed});");
            }
        }
        foreach (var width in VectorWidth.All)
        {
            writer.Line();
            // Optimised from the first call: the tiers' first version of a kernel would run far longer than it takes to compile the last.
            writer.Line("[_MethodImpl(_MethodImplOptions.AggressiveOptimization)]");
            using (writer.Open($"private static void {Form(name, width)}({declared})"))
                body(width);
        }
    }
}
