using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Layers;

/// <summary>A step of a pass and its method in the generated class of steps, which is private there and called after the step.</summary>
/// <param name="Plan">The step.</param>
/// <param name="Index">Its number in the pass.</param>
/// <param name="Method">The method's address.</param>
internal sealed record PassStep(StepPlan Plan, int Index, nint Method)
{
    /// <summary>What computes it, for example <c>Contraction</c>.</summary>
    public string Kind => Plan.GetType().Name.Replace("Step", "", StringComparison.Ordinal);

    /// <summary>Multiply-adds for one instance, counted as direct work; 0 for what is neither a convolution nor a dense layer.</summary>
    public long MultiplyAdds => Plan switch
    {
        ContractionStep step => step.MultiplyAdds,
        WinogradStep step => step.MultiplyAdds,
        WinogradGradientStep step => step.MultiplyAdds,
        RowConvolutionStep step => step.MultiplyAdds,
        DotDataGradientStep step => step.MultiplyAdds,
        RowWeightGradientStep step => step.MultiplyAdds,
        _ => 0,
    };

    /// <summary>The step of a plan.</summary>
    /// <exception cref="MissingMethodException">The class has no such step: it was generated from another plan.</exception>
    public static PassStep Find(Type network, bool isTraining, StepPlan plan, int index)
    {
        string steps = $"Cnn.Generated.{network.FullName}.{(isTraining ? "TrainingSteps" : "InferenceSteps")}";
        MethodInfo method = network.Assembly.GetType(steps)?.GetMethod(plan.Name, BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(network.Name, plan.Name);
        return new(plan, index, method.MethodHandle.GetFunctionPointer());
    }
}
