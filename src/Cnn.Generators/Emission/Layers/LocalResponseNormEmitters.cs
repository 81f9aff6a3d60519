using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Values divided by a power of the sum of their neighbours' squares.</summary>
internal sealed class LocalResponseNormStepEmitter : StepEmitter<LocalResponseNormStep>
{
    protected override void Emit(StepWriter writer, LocalResponseNormStep step)
    {
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
        {
            writer.Line(ResponseNormCall.Declare(step.Norm));
            string scratch = step.Squares is { } squares ? $", ref {writer.At(squares)}" : "";
            writer.Line(
                $"_Tensors.{ResponseNormCall.Function(step.Squares)}({writer.In(step.From)}, {writer.Out(step.To)}{scratch}, "
                + $"{writer.Size(step.From)}, norm);");
        }
    }
}

/// <summary>The gradient of the values before that.</summary>
internal sealed class LocalResponseNormBackwardStepEmitter : StepEmitter<LocalResponseNormBackwardStep>
{
    protected override void Emit(StepWriter writer, LocalResponseNormBackwardStep step)
    {
        using (writer.InstanceMethod(step, "the gradient of the input of " + writer.Describe(step) + "."))
        {
            writer.Line(ResponseNormCall.Declare(step.Norm));
            string scratch = (step.Squares is { } squares ? $", ref {writer.At(squares)}" : "") + $", ref {writer.At(step.Ratios)}";
            string maps = $"{writer.In(step.Input)}, {writer.In(step.From)}, {writer.Out(step.To)}";
            writer.Line($"_Tensors.{ResponseNormCall.Function(step.Squares)}Backward({maps}{scratch}, {writer.Size(step.Input)}, norm);");
        }
    }
}

/// <summary>What both directions of local response normalization write alike.</summary>
internal static class ResponseNormCall
{
    /// <summary>The runtime's function; squares of neighbouring channels need scratch memory, those of neighbouring pixels none.</summary>
    public static string Function(Write<TensorRef>? squares) => squares is null ? "NormalizeWithinChannels" : "NormalizeAcrossChannels";

    /// <summary>Declares the numbers of the norm.</summary>
    public static string Declare(ResponseNormPlan norm)
    {
        string scale = CodeWriterExtensions.Literal((float)norm.Scale), beta = CodeWriterExtensions.Literal((float)norm.Beta),
        k = CodeWriterExtensions.Literal((float)norm.K);
        return Invariant.Format($"var norm = new global::Cnn.Runtime.ResponseNorm({norm.Reach}, {scale}, {beta}, {k});");
    }
}
