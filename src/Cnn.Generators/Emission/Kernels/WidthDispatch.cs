using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a method in a form for each vector width, and one that picks the processor's; the JIT keeps only that one.</summary>
internal static class WidthDispatch
{
    // No kernel's name has a letter behind an underscore, so that no kernel is called like the form of another; many end in a number.
    private static string Form(string name, VectorWidth width) => Invariant.Format($"{name}_V{width.Bits}");

    /// <param name="files">Where to.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="parameters">Its parameters, each with its type and how it is passed on: <c>("ref float c", "ref c")</c>.</param>
    /// <param name="comments">What stands above it.</param>
    /// <param name="body">Writes the body for one width.</param>
    public static void Write(
        KernelFiles files,
        string name,
        IReadOnlyList<(string Declared, string Passed)> parameters,
        IEnumerable<string> comments,
        Action<CodeWriter, VectorWidth> body)
    {
        WriteChoice(files, name, parameters, comments, files.Widths, (width, passed) =>
            $"{KernelFiles.ClassOf(width, files.TrainsOnly)}.{Form(name, width)}({passed});");
        foreach (var width in files.Widths)
        {
            var writer = files.NextForm(width);
            WriteForm(writer, Form(name, width), Declared(parameters), () => body(writer, width));
        }
    }

    /// <summary>Writes the method that picks the processor's form.</summary>
    /// <param name="files">Where to.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="parameters">Its parameters, each with its type and how it is passed on.</param>
    /// <param name="comments">What stands above it.</param>
    /// <param name="widths">The widths, the widest first.</param>
    /// <param name="call">The call of a width's form, its class included, from what is passed on.</param>
    public static void WriteChoice(
        KernelFiles files,
        string name,
        IReadOnlyList<(string Declared, string Passed)> parameters,
        IEnumerable<string> comments,
        IReadOnlyList<VectorWidth> widths,
        Func<VectorWidth, string, string> call)
    {
        var writer = files.NextChoice();
        foreach (string comment in comments) writer.Line("// " + comment);
        string passed = string.Join(", ", parameters.Select(parameter => parameter.Passed));
        writer.Line("[_MethodImpl(_MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"internal static void {name}({Declared(parameters)})"))
        {
            for (int i = 0; i < widths.Count; i++)
            {
                string condition = i == widths.Count - 1 ? "" : Invariant.Format($"if (_V{widths[i].Bits}.IsHardwareAccelerated) ");
                writer.Line((i == 0 ? "" : "else ") + condition + call(widths[i], passed));
            }
        }
    }

    /// <summary>Writes a form for one width.</summary>
    public static void WriteForm(CodeWriter writer, string name, string parameters, Action body)
    {
        // Optimised from the first call: the tiers' first version of a kernel would run far longer than it takes to compile the last.
        writer.Line("[_MethodImpl(_MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"internal static void {name}({parameters})"))
            body();
    }

    private static string Declared(IReadOnlyList<(string Declared, string Passed)> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.Declared));
}
