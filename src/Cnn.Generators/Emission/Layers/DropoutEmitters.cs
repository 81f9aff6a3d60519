using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Values dropped at random.</summary>
internal sealed class DropoutStepEmitter : StepEmitter<DropoutStep>
{
    protected override void Emit(StepWriter writer, DropoutStep step)
    {
        using (writer.InstanceMethod(step, writer.Describe(step) + "."))
        {
            writer.Line(DropoutKey.Declare(step.Stream));
            writer.ForRows(step.From, step.To, (from, to, floats, row) =>
                writer.Code(
                    $"_VectorMath.Dropout(in {from}, ref {to}, {floats}, {CodeWriterExtensions.Literal((float)step.Rate)}, "
                    + $"{DropoutKey.OfRow(row)});"));
        }
    }
}

/// <summary>The gradient of the values that were kept.</summary>
internal sealed class DropoutBackwardStepEmitter : StepEmitter<DropoutBackwardStep>
{
    protected override void Emit(StepWriter writer, DropoutBackwardStep step)
    {
        using (writer.InstanceMethod(step, "the gradient of the values that were kept, by drawing the same numbers again."))
        {
            writer.Line(DropoutKey.Declare(step.Stream));
            writer.ForRows(step.Gradient, step.Gradient, (_, gradient, floats, row) =>
                writer.Code(
                    $"_VectorMath.DropoutBackward(ref {gradient}, {floats}, {CodeWriterExtensions.Literal((float)step.Rate)}, "
                    + $"{DropoutKey.OfRow(row)});"));
        }
    }
}

/// <summary>
/// Writes what random numbers are drawn from: each row has a key of its own, so that the way back finds the same numbers whatever halo
/// either tensor has.
/// </summary>
internal static class DropoutKey
{
    /// <summary>Declares an instance's key.</summary>
    public static string Declare(int stream) =>
        Invariant.Format($"var key = new _RandomKey(pass.RandomKey).Derive({stream}).Derive((ulong)n);");

    /// <summary>A row's key.</summary>
    public static string OfRow(string row) => $"key.Derive((ulong)({row})).Value";
}
