using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

internal sealed partial class StepEmitter
{
    private void LocalResponseNorm(LocalResponseNormStep step)
    {
        using (InstanceMethod(step, Describe(step.Layer)))
        {
            writer.Line(Norm(step.Norm));
            string scratch = step.Squares < 0 ? "" : $", ref {At(step.Squares)}";
            writer.Line($"_Tensors.{Function(step.Squares)}({In(step.From)}, {Out(step.To)}{scratch}, {Size(step.From)}, norm);");
        }
    }

    private void LocalResponseNormBackward(LocalResponseNormBackwardStep step)
    {
        using (InstanceMethod(step, "the gradient of the input of " + Describe(step.Layer)))
        {
            writer.Line(Norm(step.Norm));
            string scratch = (step.Squares < 0 ? "" : $", ref {At(step.Squares)}") + $", ref {At(step.Ratios)}";
            writer.Line($"_Tensors.{Function(step.Squares)}Backward({In(step.Input)}, {In(step.From)}, {Out(step.To)}{scratch}, {Size(step.Input)}, norm);");
        }
    }

    private static string Function(int squares) => squares < 0 ? "NormalizeWithinChannels" : "NormalizeAcrossChannels";

    private static string Norm(ResponseNormPlan norm)
    {
        string scale = CodeWriterExtensions.Literal((float)norm.Scale), beta = CodeWriterExtensions.Literal((float)norm.Beta), k = CodeWriterExtensions.Literal((float)norm.K);
        return Invariant.Format($"var norm = new global::Cnn.Runtime.ResponseNorm({norm.Reach}, {scale}, {beta}, {k});");
    }

    private string In(int tensor) => Invariant.Format($"in {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    private string Out(int tensor) => Invariant.Format($"ref {AtOrigin(tensor)}, {Geometry(tensor).RowStride}, {Geometry(tensor).BlockStride}");

    private string Size(int tensor) => Invariant.Format($"{Geometry(tensor).Shape.Height}, {Geometry(tensor).Shape.Width}, {Geometry(tensor).Shape.Channels}");
}
