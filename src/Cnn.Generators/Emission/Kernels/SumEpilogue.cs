using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes what happens to a sum before it is stored.</summary>
internal static class SumEpilogue
{
    /// <summary>Whether it reads an operand besides the sum.</summary>
    public static bool NeedsOperand(this Epilogue epilogue) => epilogue is not (Epilogue.None or Epilogue.Relu or Epilogue.LeakyRelu);

    /// <summary>The expression that is stored.</summary>
    /// <param name="v">The vectors' class.</param>
    /// <param name="epilogue">What happens.</param>
    /// <param name="sum">The sum, an expression.</param>
    /// <param name="operand">The operand, an expression; empty where there is none.</param>
    public static string Apply(string v, Epilogue epilogue, string sum, string operand) => epilogue switch
    {
        Epilogue.None => sum,
        Epilogue.Relu => $"{v}.Max({sum}, {v}.Create<float>(0f))",
        Epilogue.LeakyRelu => $"{v}.Max({sum}, {sum} * {v}.Create<float>(0.01f))",
        _ => TileEmitter.Derivative(v, epilogue, sum, operand),
    };
}
