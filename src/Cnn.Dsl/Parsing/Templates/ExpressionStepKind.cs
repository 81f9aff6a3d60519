namespace Cnn.Dsl;

/// <summary>What a step of an expression does.</summary>
internal enum ExpressionStepKind
{
    /// <summary>A whole number.</summary>
    Constant,

    /// <summary>A parameter of the block.</summary>
    Parameter,

    /// <summary>Changes the sign.</summary>
    Negate,

    /// <summary>A sum.</summary>
    Add,

    /// <summary>A difference.</summary>
    Subtract,

    /// <summary>A product.</summary>
    Multiply,

    /// <summary>A quotient without a rest.</summary>
    Divide,
}
