using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a method for each step: where its operands are, and the kernel or the function of the runtime that does the work.</summary>
internal sealed partial class StepEmitter(CodeWriter writer, NetworkPlan network, ExecutionPlan plan, string pass)
{
    private const string Slot = "slot";

    private readonly Dictionary<string, LayerSpec> _layers = network.Spec.Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    public void Emit(StepPlan step)
    {
        switch (step)
        {
            case CopyImageStep copy: CopyImage(copy); break;
            case ClearHaloStep clear: ClearHalo(clear); break;
            case FlattenStep flatten: Flatten(flatten); break;
            case UnflattenStep unflatten: Unflatten(unflatten); break;
            case WriteOutputStep output: WriteOutput(output); break;
            case LossStep loss: Loss(loss); break;
            case ContractionStep contraction: Contraction(contraction); break;
            case WinogradStep winograd: Winograd(winograd); break;
            case WinogradGradientStep winograd: WinogradGradient(winograd); break;
            case TransformWeightsStep transform: TransformWeights(transform); break;
            case RowConvolutionStep row: RowConvolution(row); break;
            case DotDataGradientStep dot: DotDataGradient(dot); break;
            case RowWeightGradientStep row: RowWeightGradient(row); break;
            case BiasGradientStep bias: BiasGradient(bias); break;
            case TransposeStep transpose: Transpose(transpose); break;
            case PoolStep pool: Pool(pool); break;
            case PoolBackwardStep pool: PoolBackward(pool); break;
            case DepthPoolStep pool: DepthPool(pool); break;
            case DepthPoolBackwardStep pool: DepthPoolBackward(pool); break;
            case SquaredDistancesStep distances: SquaredDistances(distances); break;
            case SquaredDistancesBackwardStep distances: SquaredDistancesBackward(distances); break;
            case LocalResponseNormStep norm: LocalResponseNorm(norm); break;
            case LocalResponseNormBackwardStep norm: LocalResponseNormBackward(norm); break;
            case ChannelScaleStep scale: ChannelScale(scale); break;
            case ScaleGradientStep gradient: ScaleGradient(gradient); break;
            case ZeroPadStep pad: ZeroPad(pad); break;
            case ZeroPadBackwardStep pad: ZeroPadBackward(pad); break;
            case ActivationStep activation: Activate(activation); break;
            case ActivationBackwardStep activation: ActivateBackward(activation); break;
            case DropoutStep dropout: Dropout(dropout); break;
            case DropoutBackwardStep dropout: DropoutBackward(dropout); break;
            case BatchStatisticsStep statistics: BatchStatistics(statistics); break;
            case NormalizeStep normalize: Normalize(normalize); break;
            case NormalizationGradientStep gradient: NormalizationGradient(gradient); break;
            case NormalizeBackwardStep normalize: NormalizeBackward(normalize); break;
            case ChannelAffineStep affine: ChannelAffine(affine); break;
            case AddStep add: Add(add); break;
            case ConcatStep concat: Concat(concat); break;
            case SplitStep split: Split(split); break;
            case PassGradientStep gradient: PassGradient(gradient); break;
            default: throw new InvalidOperationException($"No code is known for step '{step.Name}'.");
        }
    }

    private TensorPlan Tensor(int tensor) => plan.Tensors[tensor];

    private TensorGeometry Geometry(int tensor) => plan.Tensors[tensor].Geometry;

    /// <summary>A tensor of the instance at hand, from its first float.</summary>
    private string At(int tensor) => InSlot(Tensor(tensor).Offset);

    /// <summary>A tensor of the instance at hand, from its first pixel.</summary>
    private string AtOrigin(int tensor) => InSlot(Tensor(tensor).Offset + Geometry(tensor).Origin);

    private static string InSlot(int offset) => offset == 0 ? Slot : Invariant.Format($"_Mem.Add(ref {Slot}, {offset})");

    /// <summary>A stretch of the shared part that belongs to the instance at hand.</summary>
    private static string Shared(int offset, long floats) => Invariant.Format($"_Mem.Add(ref pass.Arena, {offset} + n * {floats})");

    private CodeWriter.Braces InstanceMethod(StepPlan step, string comment)
    {
        writer.Line("// " + step.Layer + ": " + comment);
        return writer.Block($"private static void {step.Name}(ref {pass} pass, ref float {Slot}, int n)");
    }

    /// <summary>
    /// All values of two tensors, in one function call where no halo lies between them: <paramref name="write"/> gets the offsets of both and the number of floats.
    /// </summary>
    private void ForValues(int from, int to, Action<string, string, long> write)
    {
        if (Geometry(from).Halo.IsNone && Geometry(to).Halo.IsNone)
            write(Invariant.Format($"{Tensor(from).Offset}"), Invariant.Format($"{Tensor(to).Offset}"), Geometry(to).Floats);
        else
            ForRows(from, to, (f, t, floats, _) => write(f, t, floats));
    }

    /// <summary>
    /// The rows of two tensors: <paramref name="write"/> gets the offsets of both, the number of floats, and a number of the row's own.
    /// </summary>
    private void ForRows(int from, int to, Action<string, string, long, string> write)
    {
        TensorGeometry f = Geometry(from), t = Geometry(to);
        writer.Code($"for (int block = 0; block < {t.Blocks}; block++)");
        using (writer.Open($"for (int row = 0; row < {t.Shape.Height}; row++)"))
        {
            write(
                Invariant.Format($"{Tensor(from).Offset + f.Origin} + block * {f.BlockStride} + row * {f.RowStride}"),
                Invariant.Format($"{Tensor(to).Offset + t.Origin} + block * {t.BlockStride} + row * {t.RowStride}"),
                t.RowFloats,
                Invariant.Format($"block * {t.Shape.Height} + row"));
        }
    }
}
