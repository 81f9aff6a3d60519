namespace Cnn.Dsl;

/// <summary>Reads arithmetic with a stack of its own, so that no text overflows the call stack.</summary>
internal sealed class ExpressionParser(TokenReader tokens, ParameterNames parameters)
{
    private readonly List<ExpressionStep> _steps = [];
    private readonly Stack<SourceRange> _operands = new();
    private readonly Stack<Token> _operators = new();

    /// <summary>Reads one expression; null, and an issue, where none stands here. What needs no parameter is computed at once.</summary>
    public Expression? Parse(string expected)
    {
        _steps.Clear();
        _operands.Clear();
        _operators.Clear();
        var first = tokens.Current.Range;
        int open = 0;
        if (tokens.Current.Kind == TokenKind.Number
            && tokens.Following.Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash) && IsInteger(first))
        {
            tokens.Take();
            return new([new(ExpressionStepKind.Constant, tokens.ValueOf(first), first)], first);
        }
        while (true)
        {
            if (!Operand(expected, ref open)) return null;
            while (open > 0 && tokens.Current.Kind == TokenKind.CloseParenthesis)
            {
                while (_operators.Peek().Kind != TokenKind.OpenParenthesis) Apply(_operators.Pop());
                var parenthesis = _operators.Pop().Range;
                _operands.Pop();
                _operands.Push(parenthesis.To(tokens.Take().Range));
                open--;
            }
            if (!IsAtOperator) break;
            while (_operators.Count > 0 && Precedence(_operators.Peek().Kind) >= Precedence(tokens.Current.Kind)) Apply(_operators.Pop());
            _operators.Push(tokens.Take());
            expected = "a whole number, a parameter or '('";
        }
        if (open > 0)
        {
            tokens.Expected(
                "')'", "Commas stand between the arguments of a block; those of a layer have blanks between and no parentheses around.");
            return null;
        }
        while (_operators.Count > 0) Apply(_operators.Pop());
        var expression = new Expression(_steps.ToArray(), first.To(tokens.Last));
        if (expression.Steps.Count == 1 || expression.Steps.Any(step => step.Kind == ExpressionStepKind.Parameter)) return expression;
        return new([new(ExpressionStepKind.Constant, expression.Evaluate([], tokens) ?? 1, expression.Range)], expression.Range);
    }

    private bool Operand(string expected, ref int open)
    {
        while (true)
        {
            bool isNegative = tokens.Current.Kind == TokenKind.Minus && IsDirectlyBeforeOperand;
            var operand = isNegative ? tokens.Following : tokens.Current;
            if (operand.Kind is not (TokenKind.Number or TokenKind.OpenParenthesis or TokenKind.Word)
                || (operand.Kind == TokenKind.Number && !IsInteger(operand.Range))
                || (operand.Kind == TokenKind.Word && parameters.Count == 0))
            {
                tokens.Expected(expected);
                return false;
            }
            var sign = tokens.Current;
            if (isNegative) tokens.Take();
            tokens.Take();
            if (operand.Kind == TokenKind.OpenParenthesis)
            {
                open++;
                // A sign before a parenthesis waits below it.
                if (isNegative) _operators.Push(sign with { Kind = TokenKind.Colon });
                _operators.Push(operand);
                expected = "a whole number, a parameter or '('";
                continue;
            }
            long? value = operand.Kind == TokenKind.Number ? tokens.ValueOf(operand.Range, isNegative) : Position(operand.Range);
            if (value is null) return false;
            _steps.Add(
                new(operand.Kind == TokenKind.Number
                    ? ExpressionStepKind.Constant : ExpressionStepKind.Parameter, value.Value, operand.Range));
            if (isNegative && operand.Kind == TokenKind.Word) _steps.Add(new(ExpressionStepKind.Negate, 0, operand.Range));
            _operands.Push(isNegative ? sign.Range.To(operand.Range) : operand.Range);
            return true;
        }
    }

    private bool IsInteger(SourceRange range) => tokens.TextOf(range).All(c => c is >= '0' and <= '9');

    private long? Position(SourceRange range)
    {
        string word = tokens.TextOf(range);
        if (parameters.PositionOf(word) is { } position) return position;
        tokens.Report(range, IssueCatalog.UnknownParameter, ShownNames.Short(word), parameters);
        return null;
    }

    private bool IsDirectlyBeforeOperand =>
        tokens.Following.Range.Start == tokens.Current.Range.Start + 1
            && tokens.Following.Kind is TokenKind.Number or TokenKind.Word or TokenKind.OpenParenthesis;

    // 'pad 1 -2' are two numbers, '1 - 2' and '1-2' are one: a minus with a blank before it and none after is a sign.
    private bool IsAtOperator => tokens.Current.Kind is TokenKind.Plus or TokenKind.Star or TokenKind.Slash
        || (tokens.Current.Kind == TokenKind.Minus
            && !(IsDirectlyBeforeOperand && tokens.Current.Range.Start > tokens.Last.Start + tokens.Last.Length));

    private void Apply(Token sign)
    {
        if (sign.Kind == TokenKind.Colon)
        {
            var operand = sign.Range.To(_operands.Pop());
            _steps.Add(new(ExpressionStepKind.Negate, 0, operand));
            _operands.Push(operand);
            return;
        }
        var right = _operands.Pop();
        var range = _operands.Pop().To(right);
        var kind = sign.Kind switch
        {
            TokenKind.Plus => ExpressionStepKind.Add,
            TokenKind.Minus => ExpressionStepKind.Subtract,
            TokenKind.Star => ExpressionStepKind.Multiply,
            _ => ExpressionStepKind.Divide,
        };
        _steps.Add(new(kind, 0, range));
        _operands.Push(range);
    }

    private static int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.OpenParenthesis => 0,
        TokenKind.Plus or TokenKind.Minus => 1,
        TokenKind.Star or TokenKind.Slash => 2,
        _ => 3,
    };
}
