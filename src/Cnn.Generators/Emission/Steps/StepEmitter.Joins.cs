using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void Add(AddStep step)
    {
        using (InstanceMethod(step, $"the sum of {string.Join(" and ", step.From.Select(tensor => Tensor(tensor).Name))}."))
        {
            for (int i = 0; i < step.From.Count; i++)
            {
                string function = i == 0 ? "Copy" : "Add";
                ForValues(step.From[i], step.To, (from, to, floats) => Move(function, from, to, floats));
            }
        }
    }

    private void PassGradient(PassGradientStep step)
    {
        using (InstanceMethod(step, $"the gradient handed on{(step.Accumulates ? ", added to that of other readers" : "")}."))
            ForValues(step.From, step.To, (from, to, floats) => Move(step.Accumulates ? "Add" : "Copy", from, to, floats));
    }

    private void Concat(ConcatStep step)
    {
        using (InstanceMethod(step, $"the channels of {string.Join(", ", step.From.Select(tensor => Tensor(tensor).Name))}, at their places among all."))
        {
            for (int i = 0; i < step.From.Count; i++)
                CopyChannels(step.From[i], 0, step.To, step.FirstChannels[i], Geometry(step.From[i]).Shape.Channels);
        }
    }

    private void Split(SplitStep step)
    {
        var to = Geometry(step.To);
        using (InstanceMethod(step, Invariant.Format($"the gradient of channels {step.FirstChannel} to {step.FirstChannel + to.Shape.Channels - 1}.")))
            CopyChannels(step.From, step.FirstChannel, step.To, 0, to.Shape.Channels);
    }

    private void CopyChannels(int from, int fromChannel, int to, int toChannel, int channels) =>
        CopyChannels(AtOrigin(from), fromChannel, Geometry(from), AtOrigin(to), toChannel, Geometry(to), Geometry(to).Shape with { Channels = channels });

    // Pixels and channels of one map to another; the references are to the first pixel of each.
    private void CopyChannels(string from, int fromChannel, TensorGeometry f, string to, int toChannel, TensorGeometry t, TensorShape shape) =>
        writer.Code($"_Tensors.CopyChannels(in {from}, {fromChannel}, {f.RowStride}, {f.BlockStride}, ref {to}, {toChannel}, {t.RowStride}, {t.BlockStride}, {shape.Height}, {shape.Width}, {shape.Channels});");

    private void Move(string function, string from, string to, long floats) =>
        writer.Code($"_VectorMath.{function}(in _Mem.Add(ref slot, {from}), ref _Mem.Add(ref slot, {to}), {floats});");
}
