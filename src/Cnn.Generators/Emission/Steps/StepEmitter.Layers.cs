using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void Contraction(ContractionStep step)
    {
        var layer = network.Spec.Layers.First(layer => layer.Name == step.Layer);
        string what = step.Purpose switch
        {
            ContractionPurpose.Forward => $"{layer.Description}: {layer.Input} to {layer.Output}",
            ContractionPurpose.DataGradient => $"the gradient of the input of {layer.Description}",
            _ => $"the gradient of the weights of {layer.Description}",
        };
        writer.Line($"// {step.Layer}: {what}; {Invariant.Count(step.MultiplyAdds)} multiply-adds an instance.");
        writer.Line("// " + Algorithm(step) + (step.Reason.Length == 0 ? "" : " " + step.Reason));
        if (step.Parts[0].Plan.AddsY) writer.Line($"// {Tensor(step.Y!.Index).Name} is added before the result is stored.");
        string parameters = step.Scope switch
        {
            StepScope.Instance => "ref float slot, int n",
            StepScope.Range => "int begin, int end",
            _ => "int unit",
        };
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, {parameters})"))
        {
            foreach (var part in step.Parts)
            {
                List<string> arguments = ["in " + Address(step, step.A, part.A), "in " + Address(step, step.B, part.B)];
                if (step.Bias >= 0) arguments.Add("in " + Address(step, new(OperandPlace.Parameters, step.Bias), part.Bias));
                arguments.Add("ref " + Address(step, step.C, part.C));
                if (step.Y is not null) arguments.Add("in " + Address(step, step.Y, part.Y));
                if (step.Scope == StepScope.Range) arguments.Add("end - begin");
                if (step.Scope == StepScope.Unit) arguments.Add("pass.Count, unit");
                if (part.Plan.IsSplit) arguments.Add("pass.Part, pass.Parts");
                writer.Line($"Kernels.{part.Kernel}({string.Join(", ", arguments)});");
            }
            if (step.Unconnected is { } unconnected) ClearUnconnected(step, unconnected);
        }
    }

    // What was summed for weights of channels that their map does not read.
    private void ClearUnconnected(ContractionStep step, UnconnectedWeights weights)
    {
        bool rowsAreUnits = step.Parts[0].Plan.UnitRows;
        string unit = rowsAreUnits ? Invariant.Format($"unit / {weights.Rows}") : "unit";
        string block = Invariant.Format($"{weights.FirstBlock} + {unit} * {weights.BlockStep}");
        string rows = rowsAreUnits ? Invariant.Format($"unit % {weights.Rows}, 1") : Invariant.Format($"0, {weights.Rows}");
        writer.Line($"_Tensors.ClearUnconnected({Facts(step.C.Index)}, ref {Address(step, step.C, 0)}, {block}, {rows});");
    }

    /// <summary>The facts of the parameter that begins at an offset.</summary>
    private string Facts(int offset) => Invariant.Format($"Info.Parameters[{network.Parameters.ToList().FindIndex(parameter => parameter.Offset == offset)}]");

    private static string Algorithm(ContractionStep step) => (step.Purpose, step.Scope) switch
    {
        (ContractionPurpose.Forward, _) when step.Parts[0].Plan.IsLanewise => "Lane by lane: each map's sum runs over the kernel, for 16 maps at once.",
        (ContractionPurpose.DataGradient, _) when step.Parts[0].Plan.IsLanewise =>
            "Gathered lane by lane: each input pixel sums over the windows that read it. Pixels that are reached alike are one part.",
        (ContractionPurpose.Forward, StepScope.Instance) => "Direct: each pixel's sum runs over the kernel and the channels, for 16 maps at once.",
        (ContractionPurpose.Forward, _) => "A matrix product: one pixel an instance, so several instances share each load of the weights.",
        (ContractionPurpose.DataGradient, StepScope.Instance) => "Gathered: each input pixel sums over the windows that read it, with the weights turned. Pixels that are reached alike are one part.",
        (ContractionPurpose.DataGradient, _) => "A matrix product with the weights turned.",
        _ => "A unit of work owns a part of the weights and runs over the instances in order, so the sums do not depend on the number of threads.",
    };

    private string Address(ContractionStep step, Operand operand, int offset) => operand.Place switch
    {
        OperandPlace.Parameters => Invariant.Format($"_Mem.Add(ref _Mem.AsRef(in pass.Parameters), {operand.Index + offset})"),
        OperandPlace.Gradients => Invariant.Format($"_Mem.Add(ref pass.Gradients, {operand.Index + offset})"),
        OperandPlace.Shared => Invariant.Format($"_Mem.Add(ref pass.Arena, {operand.Index + offset})"),
        _ => step.Scope switch
        {
            StepScope.Instance => InSlot(Tensor(operand.Index).Offset + offset),
            StepScope.Range => Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(operand.Index).Offset + offset} + begin * {plan.SlotFloats})"),
            _ => Invariant.Format($"_Mem.Add(ref pass.Arena, {plan.SharedFloats + Tensor(operand.Index).Offset + offset})"),
        },
    };

    private void BiasGradient(BiasGradientStep step)
    {
        var dy = Geometry(step.Gradient);
        using (UnitMethod(step, "the gradient of 16 biases."))
            writer.Code($"_ChannelMath.ShiftGradient(in {OfUnit(step.Gradient)}, {plan.SlotFloats}, pass.Count, {dy.RowStride}, {dy.Shape.Height}, {dy.Shape.Width}, ref {OfUnit("pass.Gradients", step.GradientOffset)});");
    }

    private void Transpose(TransposeStep step)
    {
        var w = step.Weight;
        writer.Line($"// {step.Layer}: 16 channels of the weights, turned from [maps/16][rows][columns][channels][16] to [channels/16][rows][columns][maps][16].");
        using (writer.Block($"private static void {step.Name}(ref {pass} pass, int unit)"))
        {
            writer.Code($"ref float weights = ref _Mem.Add(ref _Mem.AsRef(in pass.Parameters), {step.ParameterOffset});");
            if (w.Groups == 1)
                writer.Code($"_Tensors.TransposeKernel(in weights, ref _Mem.Add(ref pass.Arena, {step.SharedOffset}), {w.Maps}, {w.Channels}, {w.Rows}, {w.Columns}, unit, unit + 1);");
            else
                writer.Code($"_Tensors.TransposeKernel({Facts(step.ParameterOffset)}, in weights, ref _Mem.Add(ref pass.Arena, {step.SharedOffset}), unit);");
        }
    }

    private void Pool(PoolStep step)
    {
        using (InstanceMethod(step, Describe(step.Layer)))
            writer.Line($"Kernels.{step.Kernel}(in {At(step.From)}, ref {At(step.To)}{(step.Winners < 0 ? "" : ", ref " + At(step.Winners))});");
    }

    private void PoolBackward(PoolBackwardStep step)
    {
        using (InstanceMethod(step, "the gradient of the input of " + Describe(step.Layer)))
        {
            string winners = step.Winners < 0 ? "" : ", in " + At(step.Winners), y = step.Y < 0 ? "" : ", in " + At(step.Y);
            writer.Line($"Kernels.{step.Kernel}(in {At(step.From)}, ref {At(step.To)}{winners}{y});");
        }
    }

    private void DepthPool(DepthPoolStep step)
    {
        using (InstanceMethod(step, Describe(step.Layer)))
            writer.Line($"Kernels.{step.Kernel}(in {At(step.From)}, ref {At(step.To)});");
    }

    private void DepthPoolBackward(DepthPoolBackwardStep step)
    {
        using (InstanceMethod(step, "the gradient of the input of " + Describe(step.Layer)))
            writer.Line($"Kernels.{step.Kernel}(in {At(step.Input)}, in {At(step.From)}, ref {At(step.To)});");
    }

    private void Activate(ActivationStep step)
    {
        using (InstanceMethod(step, step.Activation.ToString().ToLowerInvariant() + " of each value."))
        {
            ForValues(step.From, step.To, (from, to, floats) =>
            {
                if (step.From != step.To) writer.Code($"_VectorMath.Copy(in _Mem.Add(ref slot, {from}), ref _Mem.Add(ref slot, {to}), {floats});");
                writer.Code($"_VectorMath.{step.Activation}(ref _Mem.Add(ref slot, {to}), {floats});");
            });
        }
    }

    private void ActivateBackward(ActivationBackwardStep step)
    {
        using (InstanceMethod(step, $"the gradient through {step.Activation.ToString().ToLowerInvariant()}, in place."))
        {
            ForValues(step.At, step.Gradient, (at, gradient, floats) =>
                writer.Code($"_VectorMath.{step.Activation}Backward(in _Mem.Add(ref slot, {at}), ref _Mem.Add(ref slot, {gradient}), {floats});"));
        }
    }

    private void Dropout(DropoutStep step)
    {
        using (InstanceMethod(step, Describe(step.Layer)))
        {
            writer.Line(Key(step.Stream));
            ForRows(step.From, step.To, (from, to, floats, row) =>
                writer.Code($"_VectorMath.Dropout(in _Mem.Add(ref slot, {from}), ref _Mem.Add(ref slot, {to}), {floats}, {Rate(step.Rate)}, key.Derive((ulong)({row})).Value);"));
        }
    }

    private void DropoutBackward(DropoutBackwardStep step)
    {
        using (InstanceMethod(step, "the gradient of the values that were kept, by drawing the same numbers again."))
        {
            writer.Line(Key(step.Stream));
            ForRows(step.Gradient, step.Gradient, (_, gradient, floats, row) =>
                writer.Code($"_VectorMath.DropoutBackward(ref _Mem.Add(ref slot, {gradient}), {floats}, {Rate(step.Rate)}, key.Derive((ulong)({row})).Value);"));
        }
    }

    // Each row draws from a key of its own, so that the way back finds the same numbers whatever halo either tensor has.
    private static string Key(int stream) => Invariant.Format($"var key = new _RandomKey(pass.RandomKey).Derive({stream}).Derive((ulong)n);");

    private static string Rate(double rate) => CodeWriterExtensions.Literal((float)rate);

    private string Describe(string layer)
    {
        var spec = _layers[layer];
        return $"{spec.Description}: {spec.Input} to {spec.Output}.";
    }
}
