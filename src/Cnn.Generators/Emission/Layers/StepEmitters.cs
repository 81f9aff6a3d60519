using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The emitters of all steps. A new step's is found by its type.</summary>
internal static class StepEmitters
{
    /// <summary>One for each kind of step.</summary>
    public static IReadOnlyList<IStepEmitter> All { get; } = typeof(StepEmitters).Assembly.GetTypes()
        .Where(type => typeof(IStepEmitter).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => (IStepEmitter)Activator.CreateInstance(type)).ToArray();

    private static readonly Dictionary<Type, IStepEmitter> s_byStep = All.ToDictionary(emitter => emitter.Step);

    /// <summary>Writes a step's method.</summary>
    public static void Emit(StepWriter writer, StepPlan step)
    {
        if (!s_byStep.TryGetValue(step.GetType(), out var emitter)) throw new InvalidOperationException(
            $"No code is known for step '{step.Name}'.");
        emitter.Emit(writer, step);
    }
}
