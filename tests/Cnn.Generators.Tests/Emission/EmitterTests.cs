using Cnn.Planning;

namespace Cnn.Generators.Tests;

/// <summary>Whatever the planner can plan can be written down, in one way.</summary>
public class EmitterTests
{
    [Fact]
    public void EachStep_HasOneEmitter() =>
        Assert.Equal(ConcreteTypes<StepPlan>(), StepEmitters.All.Select(emitter => emitter.Step.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EachKernelShape_HasOneEmitter() =>
        Assert.Equal(ConcreteTypes<KernelShape>(), KernelEmitters.All.Select(emitter => emitter.Shape.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string> ConcreteTypes<T>() =>
        typeof(T).Assembly.GetTypes().Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract).Select(type => type.Name)
            .Order(StringComparer.Ordinal);
}
