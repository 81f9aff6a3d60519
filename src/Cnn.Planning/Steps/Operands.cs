namespace Cnn.Planning;

/// <summary>
/// An operand of a step: something in memory, and what the step does to it. The type of a step's property says which it is, so that no list
/// of operands is written by hand.
/// </summary>
/// <remarks>
/// An operand turns into the bare reference by itself, since whoever writes code for a step asks where it lies. Nothing turns into an
/// operand by itself: a planner says what happens to it (<see cref="Operands"/>).
/// </remarks>
public interface IOperand
{
    /// <summary>What is read or written.</summary>
    Operand Of { get; }

    /// <summary>Whether the values that were there before are read.</summary>
    bool IsRead { get; }

    /// <summary>Whether values are written.</summary>
    bool IsWritten { get; }
}

/// <summary>What a step reads and leaves as it is.</summary>
/// <typeparam name="T">What kind of thing it is.</typeparam>
/// <param name="Of">What it is.</param>
public readonly record struct Read<T>(T Of) : IOperand
    where T : struct, IReference
{
    Operand IOperand.Of => Of.AsOperand();

    bool IOperand.IsRead => true;

    bool IOperand.IsWritten => false;

    /// <summary>What is read.</summary>
    public static implicit operator T(Read<T> operand) => operand.Of;
}

/// <summary>What a step writes over, whatever was there before. Scratch that nobody reads later is written, too.</summary>
/// <typeparam name="T">What kind of thing it is.</typeparam>
/// <param name="Of">What it is.</param>
public readonly record struct Write<T>(T Of) : IOperand
    where T : struct, IReference
{
    Operand IOperand.Of => Of.AsOperand();

    bool IOperand.IsRead => false;

    bool IOperand.IsWritten => true;

    /// <summary>What is written.</summary>
    public static implicit operator T(Write<T> operand) => operand.Of;
}

/// <summary>What a step changes in place: it reads the values and writes others.</summary>
/// <typeparam name="T">What kind of thing it is.</typeparam>
/// <param name="Of">What it is.</param>
public readonly record struct Update<T>(T Of) : IOperand
    where T : struct, IReference
{
    Operand IOperand.Of => Of.AsOperand();

    bool IOperand.IsRead => true;

    bool IOperand.IsWritten => true;

    /// <summary>What is changed.</summary>
    public static implicit operator T(Update<T> operand) => operand.Of;
}

/// <summary>What a step writes over, or adds to where a part of the sum is there already.</summary>
/// <typeparam name="T">What kind of thing it is.</typeparam>
/// <param name="Of">What it is.</param>
/// <param name="Accumulates">Whether it is added to.</param>
public readonly record struct Sum<T>(T Of, bool Accumulates) : IOperand
    where T : struct, IReference
{
    Operand IOperand.Of => Of.AsOperand();

    bool IOperand.IsRead => Accumulates;

    bool IOperand.IsWritten => true;

    /// <summary>What is written or added to.</summary>
    public static implicit operator T(Sum<T> operand) => operand.Of;
}

/// <summary>Makes operands of references.</summary>
public static class Operands
{
    /// <summary>To be read.</summary>
    public static Read<T> Read<T>(this T of)
        where T : struct, IReference => new(of);

    /// <summary>To be written over.</summary>
    public static Write<T> Write<T>(this T of)
        where T : struct, IReference => new(of);

    /// <summary>To be changed in place.</summary>
    public static Update<T> Update<T>(this T of)
        where T : struct, IReference => new(of);

    /// <summary>To be written over, or added to.</summary>
    public static Sum<T> Sum<T>(this T of, bool accumulates)
        where T : struct, IReference => new(of, accumulates);
}
