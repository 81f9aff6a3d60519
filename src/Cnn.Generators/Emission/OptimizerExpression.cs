using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>An optimizer as generated code makes it.</summary>
internal static class OptimizerExpression
{
    private const string LearningRate = "LearningRate";

    /// <summary>Whether it is what the runtime takes where a network's facts say nothing: descent with momentum.</summary>
    public static bool IsDefault(OptimizerSpec optimizer) =>
        optimizer.Kind == OptimizerKind.Momentum && optimizer.Settings.All(setting => setting.IsImplied);

    /// <summary>The expression.</summary>
    public static string Of(OptimizerSpec optimizer)
    {
        var settings = optimizer.Settings.Where(setting => setting.Property != LearningRate).Select(Setting).ToArray();
        string made = $"new global::Cnn.{optimizer.Class}({Literal(optimizer.LearningRate)})";
        return settings.Length == 0 ? made : $"{made} {{ {string.Join(", ", settings)} }}";
    }

    private static string Setting(OptimizerSettingSpec setting) =>
        setting.Property + " = " + (setting.IsFlag ? setting.Value != 0 ? "true" : "false" : Literal(setting.Value));

    private static string Literal(double value) => CodeWriterExtensions.Literal((float)value);
}
