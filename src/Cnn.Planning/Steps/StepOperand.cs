using System.Collections.Concurrent;
using System.Reflection;

namespace Cnn.Planning;

/// <summary>An operand of a step with the property that holds it.</summary>
/// <param name="Property">The step's property.</param>
/// <param name="Of">What is read or written.</param>
/// <param name="IsRead">Whether the values that were there before are read.</param>
/// <param name="IsWritten">Whether values are written.</param>
public readonly record struct StepOperand(string Property, Operand Of, bool IsRead, bool IsWritten);

/// <summary>
/// Finds the operands of steps by their properties' types, so that no step can forget one. Properties are looked up once for each type of
/// step; planning happens at each keystroke.
/// </summary>
internal abstract class OperandReader
{
    private static readonly ConcurrentDictionary<Type, OperandReader[]> s_readers = new();

    /// <summary>The operands of a step, in the order of its properties.</summary>
    public static IReadOnlyList<StepOperand> OperandsOf(StepPlan step)
    {
        var readers = s_readers.GetOrAdd(step.GetType(), static type => [.. Of(type)]);
        var operands = new List<StepOperand>(readers.Length);
        foreach (var reader in readers) reader.Add(step, operands);
        return operands;
    }

    /// <summary>Adds what a step's property holds.</summary>
    protected abstract void Add(StepPlan step, List<StepOperand> operands);

    private static IEnumerable<OperandReader> Of(Type step)
    {
        // The order in which a type declares its properties, which reflection does not promise.
        foreach (
            var property in step.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.MetadataToken))
        {
            var type = property.PropertyType;
            if (typeof(IReference).IsAssignableFrom(Nullable.GetUnderlyingType(type) ?? type))
                throw new InvalidOperationException($"{step.Name}.{property.Name} does not say whether it is read or written.");
            if (typeof(IOperand).IsAssignableFrom(type)) yield return Make(typeof(One<,>), type);
            else if (Nullable.GetUnderlyingType(type) is { } value && typeof(IOperand).IsAssignableFrom(value)) yield return Make(
                typeof(OneOrNone<,>), value);
            else if (
                type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>)
                    && typeof(IOperand).IsAssignableFrom(type.GenericTypeArguments[0]))
                yield return Make(typeof(Several<,>), type.GenericTypeArguments[0]);

            OperandReader Make(Type reader, Type operand) =>
                (OperandReader)Activator.CreateInstance(reader.MakeGenericType(step, operand), property);
        }
    }

    private static StepOperand Describe<TOperand>(string property, TOperand operand)
        where TOperand : struct, IOperand => new(property, operand.Of, operand.IsRead, operand.IsWritten);

    private static Func<TStep, TValue> Getter<TStep, TValue>(PropertyInfo property) =>
        (Func<TStep, TValue>)Delegate.CreateDelegate(typeof(Func<TStep, TValue>), property.GetMethod);

    private sealed class One<TStep, TOperand>(PropertyInfo property) : OperandReader
        where TStep : StepPlan
        where TOperand : struct, IOperand
    {
        private readonly Func<TStep, TOperand> _get = Getter<TStep, TOperand>(property);
        private readonly string _name = property.Name;

        protected override void Add(StepPlan step, List<StepOperand> operands) => operands.Add(Describe(_name, _get((TStep)step)));
    }

    private sealed class OneOrNone<TStep, TOperand>(PropertyInfo property) : OperandReader
        where TStep : StepPlan
        where TOperand : struct, IOperand
    {
        private readonly Func<TStep, TOperand?> _get = Getter<TStep, TOperand?>(property);
        private readonly string _name = property.Name;

        protected override void Add(StepPlan step, List<StepOperand> operands)
        {
            if (_get((TStep)step) is { } operand) operands.Add(Describe(_name, operand));
        }
    }

    private sealed class Several<TStep, TOperand>(PropertyInfo property) : OperandReader
        where TStep : StepPlan
        where TOperand : struct, IOperand
    {
        private readonly Func<TStep, EquatableArray<TOperand>> _get = Getter<TStep, EquatableArray<TOperand>>(property);
        private readonly string _name = property.Name;

        protected override void Add(StepPlan step, List<StepOperand> operands)
        {
            foreach (var operand in _get((TStep)step)) operands.Add(Describe(_name, operand));
        }
    }
}
