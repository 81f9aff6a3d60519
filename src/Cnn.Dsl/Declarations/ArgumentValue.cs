namespace Cnn.Dsl;

/// <summary>What was written for an argument, before anything is known of its meaning.</summary>
public abstract record ArgumentValue;

/// <summary>A whole number.</summary>
public sealed record IntegerValue(long Value) : ArgumentValue;

/// <summary>A number with a fraction.</summary>
public sealed record NumberValue(double Value) : ArgumentValue;

/// <summary>Yes or no.</summary>
public sealed record BooleanValue(bool Value) : ArgumentValue;

/// <summary>One word of a fixed set, in lower case: <c>same</c>, <c>relu</c>.</summary>
public sealed record WordValue(string Value) : ArgumentValue;

/// <summary>A text of a form of its own: <c>64 MB</c>, <c>"0 1 2, 1 2 3"</c>.</summary>
public sealed record TextValue(string Value) : ArgumentValue;

/// <summary>Several whole numbers: <c>5x5</c>, <c>[1, 2, 2, 1]</c>.</summary>
public sealed record IntegersValue(EquatableArray<long> Values) : ArgumentValue;

/// <summary>Several numbers with fractions: <c>0.485 0.456 0.406</c>.</summary>
public sealed record NumbersValue(EquatableArray<double> Values) : ArgumentValue;
