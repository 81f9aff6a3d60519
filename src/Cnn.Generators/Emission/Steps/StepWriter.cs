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
    public string Name(TensorRef tensor) => Tensor(tensor).Name;

    /// <summary>A tensor's shape and layout.</summary>
    public TensorGeometry Geometry(TensorRef tensor) => Tensor(tensor).Geometry;

    /// <summary>A tensor's height, width and channels, as arguments.</summary>
    public string Size(TensorRef tensor) =>
        Invariant.Format($"{Geometry(tensor).Shape.Height}, {Geometry(tensor).Shape.Width}, {Geometry(tensor).Shape.Channels}");

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
    public string At(TensorRef tensor) => InSlot(tensor, 0);

    /// <summary>A tensor of the instance at hand, from its first pixel.</summary>
    public string AtOrigin(TensorRef tensor) => InSlot(tensor, Geometry(tensor).Origin);

    /// <summary>A map that is read, from its first pixel, with its strides.</summary>
    public string In(TensorRef tensor) =>
        Invariant.Format($"in {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    /// <summary>A map that is written, from its first pixel, with its strides.</summary>
    public string Out(TensorRef tensor) =>
        Invariant.Format($"ref {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    /// <summary>A tensor of the first instance that a call of the step does, so many floats from its beginning.</summary>
    public string InScope(StepPlan step, TensorRef tensor, int offset) => step.Scope switch
    {
        StepScope.Instance => InSlot(tensor, offset),
        StepScope.Range => InArena(tensor, offset, "begin * " + offsets.Slot),
        _ => InArena(tensor, offset),
    };

    /// <summary>
    /// A tensor of the first instance in the arena, so many floats from its beginning, and so far on as an expression says.
    /// </summary>
    public string InArena(TensorRef tensor, long offset, string further = "") =>
        Terms.At(Arena, Terms.Sum(offsets.Shared, offsets.Tensor(tensor), Terms.Number(offset), further));

    /// <summary>The first instance's 16 channels of a unit, from their first pixel.</summary>
    public string OfUnit(TensorRef tensor) => InArena(tensor, Geometry(tensor).Origin, Terms.Times("unit", Geometry(tensor).BlockStride));

    /// <summary>The instance at hand's part of a shared stretch, so many floats for each instance.</summary>
    public string SharedOfInstance(SharedRef stretch, long floats) =>
        Terms.At(Arena, Terms.Sum(Terms.Number(stretch.Offset), Terms.Times("n", floats)));

    /// <summary>A shared stretch, so many floats from its beginning, and so far on as an expression says.</summary>
    public string Shared(SharedRef stretch, int offset = 0, string further = "") =>
        Terms.At(Arena, Terms.Sum(Terms.Number(stretch.Offset + offset), further));

    /// <summary>A unit's part of a shared stretch, so many floats for each unit.</summary>
    public string SharedOfUnit(SharedRef stretch, int floats) => Shared(stretch, further: Terms.Times("unit", floats));

    /// <summary>What a model has prepared, from its beginning, and so far on as an expression says.</summary>
    public string Prepared(PreparedRef weights, string further = "") =>
        Terms.At("_Mem.AsRef(in pass.Prepared)", Terms.Sum(Terms.Number(weights.Offset), further));

    /// <summary>A parameter, so many floats from its beginning, and so far on as an expression says.</summary>
    public string Parameter(ParameterRef parameter, int offset = 0, string further = "") =>
        Terms.At(Parameters, Terms.Sum(offsets.Parameter(parameter.Offset + offset), further));

    /// <summary>A parameter's values of a unit's 16 channels, one a channel.</summary>
    public string ParameterOfUnit(ParameterRef parameter) => Parameter(parameter, further: s_unitOfChannels);

    /// <summary>A gradient, so many floats from its beginning.</summary>
    public string Gradient(GradientRef gradient, int offset = 0) => Terms.At(Gradients, offsets.Parameter(gradient.Offset + offset));

    /// <summary>A gradient's values of a unit's 16 channels, one a channel.</summary>
    public string GradientOfUnit(GradientRef gradient) =>
        Terms.At(Gradients, Terms.Sum(offsets.Parameter(gradient.Offset), s_unitOfChannels));

    /// <summary>The running averages of a unit's 16 channels, one a channel.</summary>
    public string RunningOfUnit(ParameterRef parameter) =>
        Terms.At("pass.RunningStatistics", Terms.Sum(offsets.Parameter(parameter.Offset), s_unitOfChannels));

    /// <summary>
    /// An operand whose place is a value, so many floats from its beginning, and so far on as an expression says; a tensor of the first
    /// instance that a call of the step does.
    /// </summary>
    public string InScope(StepPlan step, Operand operand, int offset, string further = "") => operand.Place switch
    {
        OperandPlace.Parameters => Parameter(new(operand.Index, operand.Floats), offset, further),
        OperandPlace.Gradients => Gradient(new(operand.Index, operand.Floats), offset),
        OperandPlace.Shared => Shared(new(operand.Index, operand.Floats), offset, further),
        OperandPlace.Prepared => Prepared(new(operand.Index + offset, operand.Floats), further),
        _ => InScope(step, new TensorRef(operand.Index), offset),
    };

    /// <summary>The facts of a parameter, by its place or its gradient's.</summary>
    public string Facts(Operand parameter) =>
        Invariant.Format($"pass.Facts[{network.Parameters.ToList().FindIndex(other => other.Offset == parameter.Index)}]");

    /// <summary>
    /// All values of two tensors, in one function call where no halo lies between them: <paramref name="write"/> gets a reference to both
    /// and the number of floats.
    /// </summary>
    public void ForValues(TensorRef from, TensorRef to, Action<string, string, long> write)
    {
        if (Geometry(from).Halo.IsNone && Geometry(to).Halo.IsNone)
            write(At(from), At(to), Geometry(to).Floats);
        else
            ForRows(from, to, (f, t, floats, _) => write(f, t, floats));
    }

    /// <summary>
    /// The rows of two tensors: <paramref name="write"/> gets a reference to both, the number of floats, and a number of the row's own.
    /// </summary>
    public void ForRows(TensorRef from, TensorRef to, Action<string, string, long, string> write)
    {
        var t = Geometry(to);
        bool hasBlocks = t.Blocks > 1;
        if (hasBlocks) writer.Code($"for (int block = 0; block < {t.Blocks}; block++)");
        using (writer.Open($"for (int row = 0; row < {t.Shape.Height}; row++)"))
            write(Row(from), Row(to), t.RowFloats, Terms.Sum(hasBlocks ? Terms.Times("block", t.Shape.Height) : "", "row"));

        string Row(TensorRef tensor)
        {
            var g = Geometry(tensor);
            return InSlot(tensor, g.Origin, hasBlocks ? Terms.Times("block", g.BlockStride) : "", Terms.Times("row", g.RowStride));
        }
    }

    private TensorPlan Tensor(TensorRef tensor) => plan.Tensor(tensor);

    private CodeWriter.Braces Method(StepPlan step, string parameters) =>
        writer.Block($"private static void {step.Name}(ref {pass} pass, {parameters})");

    private string InSlot(TensorRef tensor, long offset, params string[] further) =>
        Terms.At(Slot, Terms.Sum([offsets.Tensor(tensor), Terms.Number(offset), .. further]));
}
