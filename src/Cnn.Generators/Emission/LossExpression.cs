using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>A loss as generated code makes it.</summary>
internal static class LossExpression
{
    /// <summary>The expression.</summary>
    public static string Of(LossSpec loss) => loss.Settings.Count == 0
        ? $"new global::Cnn.{ClassOf(loss.Kind)}()"
        : $"new global::Cnn.{ClassOf(loss.Kind)} {{ {string.Join(", ", loss.Settings.Select(Setting))} }}";

    /// <summary>The function that a network ends in, as generated code names it.</summary>
    public static string Function(NetworkEnd end) =>
        "global::Cnn.OutputFunction." + (end == NetworkEnd.Values ? "None" : end.ToString());

    private static string Setting(LossSettingSpec setting) => setting.Property + " = " + setting.Form switch
    {
        LossSettingForm.Flag => setting.Values[0] != 0 ? "true" : "false",
        LossSettingForm.Integer => Invariant.Format($"{(int)setting.Values[0]}"),
        LossSettingForm.Numbers => $"new float[] {{ {string.Join(", ", setting.Values.Select(Literal))} }}",
        _ => Literal(setting.Values[0]),
    };

    private static string Literal(double value) => CodeWriterExtensions.Literal((float)value);

    // The runtime's names, the field's: "loss" where the word alone would not say what it is.
    private static string ClassOf(LossKind kind) => kind switch
    {
        LossKind.KullbackLeibler => "KullbackLeiblerDivergence",
        LossKind.Focal => "FocalLoss",
        LossKind.Dice => "DiceLoss",
        LossKind.Huber => "HuberLoss",
        LossKind.SmoothL1 => "SmoothL1Loss",
        LossKind.Hinge => "HingeLoss",
        LossKind.RadialBasis => "RadialBasisLoss",
        _ => kind.ToString(),
    };
}
