using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a pass's steps: their methods' heads, and expressions for where operands lie.</summary>
internal sealed class StepWriter(CodeWriter writer, NetworkPlan network, ExecutionPlan plan, OffsetNames offsets, string pass)
{
    private const string Slot = "slot", Arena = "pass.Arena", Parameters = "_Mem.AsRef(in pass.Parameters)", Gradients = "pass.Gradients";

    private static readonly string s_unitOfChannels = Terms.Times("unit", TensorGeometry.Lanes);

    private readonly Dictionary<string, LayerSpec> _layers = network.Spec.Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <summary>From one instance's slot to the next, in floats.</summary>
    public string SlotFloats => offsets.Slot;

    /// <summary>Writes a line.</summary>
    public void Line(string line) => writer.Line(line);

    /// <summary>Writes a line.</summary>
    public void Code(ref InvariantStringHandler line) => writer.Code(ref line);

    /// <summary>Opens a block.</summary>
    public CodeWriter.Braces Block(string head) => writer.Block(head);

    /// <summary>Opens a block.</summary>
    public CodeWriter.Braces Open(ref InvariantStringHandler head) => writer.Open(ref head);

    /// <summary>A step's layer.</summary>
    public LayerSpec Layer(StepPlan step) => _layers[step.Layer];

    /// <summary>A step's layer for people: what it is, and the shapes of its input and its output.</summary>
    public string Describe(StepPlan step)
    {
        var layer = Layer(step);
        return $"{layer.Description}: {layer.Input} to {layer.Output}";
    }

    /// <summary>A tensor's name for people.</summary>
    public string Name(int tensor) => Tensor(tensor).Name;

    /// <summary>A tensor's shape and layout.</summary>
    public TensorGeometry Geometry(int tensor) => Tensor(tensor).Geometry;

    /// <summary>A tensor's height, width and channels, as arguments.</summary>
    public string Size(int tensor) => Invariant.Format($"{Geometry(tensor).Shape.Height}, {Geometry(tensor).Shape.Width}, {Geometry(tensor).Shape.Channels}");

    /// <summary>Opens the method of a step that does one instance.</summary>
    public CodeWriter.Braces InstanceMethod(StepPlan step, string comment)
    {
        Comment(step, comment);
        return Method(step, $"ref float {Slot}, int n");
    }

    /// <summary>Opens the method of a step that does a unit of work.</summary>
    public CodeWriter.Braces UnitMethod(StepPlan step, string comment)
    {
        Comment(step, comment);
        return Method(step, "int unit");
    }

    /// <summary>Begins what stands above a step's method.</summary>
    public void Comment(StepPlan step, string comment) => writer.Line("// " + step.Layer + ": " + comment);

    /// <summary>Opens a step's method, whose scope says what it is told besides the pass.</summary>
    public CodeWriter.Braces Method(StepPlan step) => Method(step, step.Scope switch
    {
        StepScope.Instance => $"ref float {Slot}, int n",
        StepScope.Range => "int begin, int end",
        _ => "int unit",
    });

    /// <summary>A tensor of the instance at hand, from its first float.</summary>
    public string At(int tensor) => InSlot(tensor, 0);

    /// <summary>A tensor of the instance at hand, from its first pixel.</summary>
    public string AtOrigin(int tensor) => InSlot(tensor, Geometry(tensor).Origin);

    /// <summary>A map that is read, from its first pixel, with its strides.</summary>
    public string In(int tensor) => Invariant.Format($"in {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    /// <summary>A map that is written, from its first pixel, with its strides.</summary>
    public string Out(int tensor) => Invariant.Format($"ref {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    /// <summary>A tensor of the first instance that a call of the step does, so many floats from its beginning.</summary>
    public string InScope(StepPlan step, int tensor, int offset) => step.Scope switch
    {
        StepScope.Instance => InSlot(tensor, offset),
        StepScope.Range => InArena(tensor, offset, "begin * " + offsets.Slot),
        _ => InArena(tensor, offset),
    };

    /// <summary>A tensor of the first instance in the arena, so many floats from its beginning, and so far on as an expression says.</summary>
    public string InArena(int tensor, long offset, string further = "") =>
        Terms.At(Arena, Terms.Sum(offsets.Shared, offsets.Tensor(tensor), Terms.Number(offset), further));

    /// <summary>The first instance's 16 channels of a unit, from their first pixel.</summary>
    public string OfUnit(int tensor) => InArena(tensor, Geometry(tensor).Origin, Terms.Times("unit", Geometry(tensor).BlockStride));

    /// <summary>A stretch of the shared part that belongs to the instance at hand.</summary>
    public string Shared(int offset, long floats) => Terms.At(Arena, Terms.Sum(Terms.Number(offset), Terms.Times("n", floats)));

    /// <summary>The shared part, from an offset, and so far on as an expression says.</summary>
    public string Shared(int offset, string further = "") => Terms.At(Arena, Terms.Sum(Terms.Number(offset), further));

    /// <summary>The shared part, from a unit's stretch of it.</summary>
    public string SharedOfUnit(int offset, int floats) => Shared(offset, Terms.Times("unit", floats));

    /// <summary>The parameters, from an offset, and so far on as an expression says.</summary>
    public string Parameter(int offset, string further = "") => Terms.At(Parameters, Terms.Sum(offsets.Parameter(offset), further));

    /// <summary>The parameters of a unit's 16 channels, one a channel.</summary>
    public string ParameterOfUnit(int offset) => Parameter(offset, s_unitOfChannels);

    /// <summary>The gradients, from an offset.</summary>
    public string Gradient(int offset) => Terms.At(Gradients, offsets.Parameter(offset));

    /// <summary>The gradients of a unit's 16 channels, one a channel.</summary>
    public string GradientOfUnit(int offset) => Terms.At(Gradients, Terms.Sum(offsets.Parameter(offset), s_unitOfChannels));

    /// <summary>The running averages of a unit's 16 channels, one a channel.</summary>
    public string RunningOfUnit(int offset) => Terms.At("pass.RunningStatistics", Terms.Sum(offsets.Parameter(offset), s_unitOfChannels));

    /// <summary>The facts of the parameter that begins at an offset.</summary>
    public string Facts(int offset) => Invariant.Format($"Info.Parameters[{network.Parameters.ToList().FindIndex(parameter => parameter.Offset == offset)}]");

    /// <summary>
    /// All values of two tensors, in one function call where no halo lies between them: <paramref name="write"/> gets a reference to both and the number of floats.
    /// </summary>
    public void ForValues(int from, int to, Action<string, string, long> write)
    {
        if (Geometry(from).Halo.IsNone && Geometry(to).Halo.IsNone)
            write(At(from), At(to), Geometry(to).Floats);
        else
            ForRows(from, to, (f, t, floats, _) => write(f, t, floats));
    }

    /// <summary>
    /// The rows of two tensors: <paramref name="write"/> gets a reference to both, the number of floats, and a number of the row's own.
    /// </summary>
    public void ForRows(int from, int to, Action<string, string, long, string> write)
    {
        var t = Geometry(to);
        bool hasBlocks = t.Blocks > 1;
        if (hasBlocks) writer.Code($"for (int block = 0; block < {t.Blocks}; block++)");
        using (writer.Open($"for (int row = 0; row < {t.Shape.Height}; row++)"))
            write(Row(from), Row(to), t.RowFloats, Terms.Sum(hasBlocks ? Terms.Times("block", t.Shape.Height) : "", "row"));

        string Row(int tensor)
        {
            var g = Geometry(tensor);
            return InSlot(tensor, g.Origin, hasBlocks ? Terms.Times("block", g.BlockStride) : "", Terms.Times("row", g.RowStride));
        }
    }

    private TensorPlan Tensor(int tensor) => plan.Tensors[tensor];

    private CodeWriter.Braces Method(StepPlan step, string parameters) => writer.Block($"private static void {step.Name}(ref {pass} pass, {parameters})");

    private string InSlot(int tensor, long offset, params string[] further) =>
        Terms.At(Slot, Terms.Sum([offsets.Tensor(tensor), Terms.Number(offset), .. further]));
}
