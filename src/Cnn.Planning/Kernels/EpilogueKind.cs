namespace Cnn.Planning;

/// <summary>What emission asks of an epilogue.</summary>
public static class EpilogueKind
{
    /// <summary>Whether a gradient is multiplied by a derivative as it is stored, for which another operand is read.</summary>
    public static bool IsDerivative(this Epilogue epilogue) => epilogue is Epilogue.ReluDerivative or Epilogue.LeakyReluDerivative
        or Epilogue.EluDerivative or Epilogue.TanhDerivative or Epilogue.ScaledTanhDerivative or Epilogue.SigmoidDerivative;
}
