using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// The files of a network's kernels while they are written: one where each kernel chooses the processor's vector width, and for each width
/// one of the kernels that inference calls and one of those that only training calls. They have classes of their own because the compiler
/// compiles classes beside one another, and the methods of a class one after the other; and because a session has inference's compiled
/// before they are called.
/// </summary>
internal sealed class KernelFiles
{
    private readonly TypeShell _shell;
    private readonly KernelFile _choices;
    private readonly IReadOnlyDictionary<(VectorWidth Width, bool TrainsOnly), KernelFile> _forms;

    public KernelFiles(TypeShell shell, NetworkPlan plan)
    {
        _shell = shell;
        Widths = plan.Widths;
        string widths = string.Join(", ", plan.Widths.Select(width => Invariant.Format($"{width.Bits}")));
        _choices = new(shell, plan, "Kernels", ShortNames.OfChoices(Widths),
            $"The inner kernels, which choose among vectors of {widths} bits; layers and passes of equal shape share one.",
            "Tensors are blocked: [channels/16][height][width][16]; weights are [maps/16][rows][columns][channels][16].");
        _forms = new[] { false, true }.SelectMany(trainsOnly => plan.Widths.Select(width => (Width: width, TrainsOnly: trainsOnly)))
            .ToDictionary(key => key, key => Forms(key.Width, key.TrainsOnly));

        KernelFile Forms(VectorWidth width, bool trainsOnly) => new(shell, plan, ClassOf(width, trainsOnly), ShortNames.OfForms(width),
            Invariant.Format($"The kernels {(trainsOnly ? "of training " : "")}for vectors of {width.Bits} bits; ")
                + $"what each computes stands in {shell.HintName}.Kernels.g.cs.");
    }

    /// <summary>The vector widths, the widest first.</summary>
    public IReadOnlyList<VectorWidth> Widths { get; }

    /// <summary>Whether anything was written to the classes of the kernels that inference calls.</summary>
    public bool HasInferenceForms => _forms.Any(form => !form.Key.TrainsOnly && form.Value.HasMembers);

    /// <summary>Whether the kernel that is being written is called by training only.</summary>
    public bool TrainsOnly { get; set; }

    /// <summary>The class of a width's kernels.</summary>
    public static string ClassOf(VectorWidth width, bool trainsOnly) =>
        Invariant.Format($"{(trainsOnly ? "Training" : "")}Kernels{width.Bits}");

    /// <summary>Where the choice of the next kernel is written.</summary>
    public CodeWriter NextChoice() => _choices.Next();

    /// <summary>Where the next method for a width is written.</summary>
    public CodeWriter NextForm(VectorWidth width) => _forms[(width, TrainsOnly)].Next();

    /// <summary>Ends the files that anything was written to.</summary>
    public IEnumerable<GeneratedSource> Finish() =>
        new[] { _choices }.Concat(_forms.Values).Where(file => file.HasMembers)
            .Select(file => new GeneratedSource($"{_shell.HintName}.{file.Class}.g.cs", file.Finish()));

    private sealed class KernelFile
    {
        private readonly CodeWriter _writer;
        private readonly CodeWriter.Braces _braces;

        public KernelFile(TypeShell shell, NetworkPlan plan, string name, IEnumerable<ShortName> names, params string[] header)
        {
            Class = name;
            _writer = GeneratedFile.Begin(plan, header);
            _braces = GeneratedFile.OpenHidden(_writer, shell, name, names);
        }

        public string Class { get; }

        public bool HasMembers { get; private set; }

        public CodeWriter Next()
        {
            if (HasMembers) _writer.Line();
            HasMembers = true;
            return _writer;
        }

        public string Finish()
        {
            _braces.Dispose();
            return _writer.ToString();
        }
    }
}
