namespace Cnn.Dsl;

/// <summary>A step of an expression.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Operand">The constant's value, or the parameter's position.</param>
/// <param name="Range">Where it stands, with its operands.</param>
internal readonly record struct ExpressionStep(ExpressionStepKind Kind, long Operand, SourceRange Range);
