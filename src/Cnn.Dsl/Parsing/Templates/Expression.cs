namespace Cnn.Dsl;

/// <summary>Arithmetic over the parameters of a block, in the order in which it is computed.</summary>
/// <param name="Steps">Operands before their operator.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record Expression(IReadOnlyList<ExpressionStep> Steps, SourceRange Range)
{
    /// <summary>Computes it; null, and an issue, where it does not come out.</summary>
    public long? Evaluate(IReadOnlyList<long> arguments, TokenReader tokens)
    {
        var values = new Stack<long>();
        foreach (var step in Steps)
        {
            switch (step.Kind)
            {
                case ExpressionStepKind.Constant:
                    values.Push(step.Operand);
                    continue;
                case ExpressionStepKind.Parameter:
                    values.Push(arguments[(int)step.Operand]);
                    continue;
                case ExpressionStepKind.Negate:
                    long operand = values.Pop();
                    if (!Allow(step, -operand, Invariant.Format($"-({operand})"), tokens)) return null;
                    values.Push(-operand);
                    continue;
            }
            long right = values.Pop(), left = values.Pop();
            if (Operate(step, left, right, tokens) is not { } result) return null;
            values.Push(result);
        }
        return values.Pop();
    }

    // Both operands have 32 bits, so that no result leaves a long.
    private static long? Operate(ExpressionStep step, long left, long right, TokenReader tokens)
    {
        if (step.Kind == ExpressionStepKind.Divide)
        {
            if (right == 0)
            {
                tokens.ReportEach(step.Range, IssueCatalog.DivisionByZero, left);
                return null;
            }
            if (left % right == 0) return Allow(step, left / right, Invariant.Format($"{left} / {right}"), tokens) ? left / right : null;
            tokens.ReportEach(step.Range, IssueCatalog.InexactDivision, left, right, left / right, left % right);
            return null;
        }
        long result = step.Kind switch
        {
            ExpressionStepKind.Add => left + right,
            ExpressionStepKind.Subtract => left - right,
            _ => left * right,
        };
        char sign = step.Kind switch { ExpressionStepKind.Add => '+', ExpressionStepKind.Subtract => '-', _ => '*' };
        return Allow(step, result, Invariant.Format($"{left} {sign} {right}"), tokens) ? result : null;
    }

    private static bool Allow(ExpressionStep step, long result, string written, TokenReader tokens)
    {
        if (NumberLimits.Allow(result)) return true;
        string shown = Invariant.Format($"{written} = {Invariant.Count(result)}");
        tokens.ReportEach(step.Range, IssueCatalog.NumberTooLarge, shown, NumberLimits.Describe(result < 0));
        return false;
    }
}
