namespace Cnn.Dsl;

/// <summary>Reads one layer, as the <see cref="LayerSyntax"/> of its definition describes it.</summary>
internal sealed class LayerParser(TokenReader tokens, ArgumentParser values)
{
    /// <summary>The word before the name of the layer that is read.</summary>
    public const string From = "from";

    /// <summary>
    /// Reads what follows the keyword, up to the end of the statement or the brace of a join; null where anything of it is wrong.
    /// </summary>
    public LayerTemplate? Parse(Token keyword, LayerDefinition definition, Located<string>? name, bool isResidual)
    {
        int issues = tokens.IssueCount;
        var arguments = new List<ArgumentTemplate>();
        var inputs = new List<Located<string>>();
        Located<string>? from = null;
        int? repetitions = null;
        bool isRight = !definition.Syntax.JoinsInputs || isResidual || Inputs(definition, inputs);
        if (isRight && Positionals(definition, arguments)) Options(
            definition, tokens.TextOf(keyword.Range), arguments, ref from, ref repetitions);
        if (tokens.IssueCount == issues)
        {
            if (inputs.Count > 0 && from is not null) tokens.Report(from.Range, IssueCatalog.ConflictingArguments, From, "inputs");
            else if (tokens.Current.Kind == TokenKind.OpenBrace && (inputs.Count > 0 || repetitions is not null)) tokens.Expected(
                "a comma or a line end");
            else if (tokens.Current.Kind != TokenKind.OpenBrace && isResidual) tokens.Expected("'{' and the layers of the residual");
            else if (tokens.Current.Kind != TokenKind.OpenBrace && definition.Syntax.EndsHead) tokens.Expected(
                $"'{{' and the layers that '{definition.Keyword}' ends");
        }
        if (tokens.IssueCount != issues) return null;
        if (from is not null) inputs.Add(from);
        int characters = tokens.Last.Start + tokens.Last.Length - keyword.Range.Start + (name?.Value.Length ?? 0);
        int layers = arguments.Any(argument => TrainedActivations.IsOne(argument.Name, argument.Constant)) ? 2 : 1;
        return new(definition, keyword.Range, name, inputs.ToEquatableArray(), repetitions, arguments)
        {
            Size = new ExpansionSize(layers, characters, 0) { Reads = inputs.Count }.Repeated(repetitions ?? 1),
        };
    }

    /// <summary>Reads the name after <c>from</c>, which is taken already.</summary>
    public Located<string>? Name()
    {
        if (tokens.Current.Kind is TokenKind.Word or TokenKind.QuotedName) return NameHere(From);
        tokens.Expected("a layer's name after 'from'", UnquotedNames.AdviceAt(tokens, From));
        return null;
    }

    private Located<string>? NameHere(string before)
    {
        var name = tokens.NameOf(tokens.Take());
        return UnquotedNames.ReportRest(tokens, before) ? null : name;
    }

    // A layer that is called like an option, or like a repetition, is named in quotation marks.
    private bool Inputs(LayerDefinition definition, List<Located<string>> inputs)
    {
        while (tokens.Current.Kind == TokenKind.QuotedName
            || (tokens.Current.Kind == TokenKind.Word && !IsOption(tokens.TextOf(tokens.Current.Range))))
        {
            if (NameHere(definition.Keyword) is not { } name) return false;
            inputs.Add(name);
        }
        if (UnquotedNames.AdviceAt(tokens, definition.Keyword) is not { } advice) return true;
        tokens.Expected($"a layer's name or an option of '{definition.Keyword}'", advice);
        return false;

        bool IsOption(string word) =>
            word == From || RepetitionParser.IsRepetition(word) || definition.Syntax.Options.Any(option => option.Keyword == word);
    }

    private bool Positionals(LayerDefinition definition, List<ArgumentTemplate> arguments)
    {
        foreach (var positional in definition.Syntax.Positionals)
        {
            if (positional.IsOptional && !values.IsAtNumber) continue;
            if (tokens.Current.Kind == TokenKind.Comma && !positional.IsOptional)
            {
                tokens.Expected(positional.Expected, "Write blanks between arguments: a comma ends a statement.");
                return false;
            }
            if (IsForeign(positional, definition))
            {
                tokens.Expected(positional.Expected, "It stands there without a word before it.");
                return false;
            }
            if (values.Parse(positional.Argument, positional.Form, positional.Expected,
                definition.Syntax.Options) is not { } argument) return false;
            arguments.Add(argument with { Word = ShownNames.Short(tokens.TextOf(argument.Range)) });
        }
        return true;
    }

    // 'conv filters=16': the argument with the name that others give it.
    private bool IsForeign(PositionalSyntax positional, LayerDefinition definition) =>
        tokens.Current.Kind == TokenKind.Word && tokens.TextOf(tokens.Current.Range) is var word && !values.IsParameter(word)
        && ForeignWords.Option(ForeignWords.Key(word), definition.Syntax)?.Needs == positional.Argument;

    private void Options(
        LayerDefinition definition, string shown, List<ArgumentTemplate> arguments, ref Located<string>? from, ref int? repetitions)
    {
        while (!tokens.IsAtStatementEnd && !(definition.Syntax.HasBraces && tokens.Current.Kind == TokenKind.OpenBrace))
        {
            if (RepetitionParser.ReportMisspelled(tokens)) return;
            string last = tokens.TextOf(tokens.Last);
            if (tokens.Current.Kind != TokenKind.Word)
            {
                tokens.Expected($"an option of '{shown}', a comma or a line end", AdviceBehind(last, definition));
                return;
            }
            if (RepetitionParser.IsAt(tokens))
            {
                repetitions = RepetitionParser.Parse(tokens);
                return;
            }
            var word = tokens.Take();
            string keyword = tokens.TextOf(word.Range);
            if (keyword == From)
            {
                if (from is not null) tokens.Report(word.Range, IssueCatalog.RepeatedOption, $"'{From}' is", "");
                from = Name();
                if (from is null) return;
                continue;
            }
            if (definition.Syntax.Options.FirstOrDefault(candidate => candidate.Keyword == keyword) is not { } option)
            {
                string known = string.Join(", ", definition.Syntax.Options.Select(candidate => candidate.Keyword).Append(From));
                var hint = Hint.OfOption(keyword, last, definition);
                tokens.Report(hint.Advice, word.Range, IssueCatalog.UnknownOption, shown, ShownNames.Short(keyword), hint.Text, known);
                return;
            }
            var before = arguments.FirstOrDefault(argument => argument.Name == option.Argument);
            if (before is not null) ReportRepeated(word.Range, option, before);
            var read = option.Constant is { } constant
                ? new ArgumentTemplate(option.Argument, constant, [], false, word.Range)
                : option.Form == ArgumentForm.Name ? values.Word(option.Argument, keyword, option.Words)
                : values.Parse(option.Argument, option.Form, ArgumentParser.Describe(option.Form, keyword), definition.Syntax.Options);
            if (read is null) return;
            if (before is null) arguments.Add(read with { Word = keyword });
        }
    }

    // What to do with a value behind a word that has none.
    private string? AdviceBehind(string word, LayerDefinition definition)
    {
        if (values.IsAtNumber) return ForeignWords.FixedNumber(word);
        if (!tokens.IsAtEquals) return null;
        if (definition.Syntax.Options.FirstOrDefault(
            option => option.Keyword == word) is not { Constant: { } constant } option) return null;
        string? opposite = constant is not BooleanValue ? null
            : definition.Syntax.Options.FirstOrDefault(other => other.Argument == option.Argument && other.Keyword != word)?.Keyword;
        return opposite is null ? $"Write '{word}' alone, or leave it out." : $"Write '{word}' or '{opposite}' alone.";
    }

    private void ReportRepeated(SourceRange range, OptionSyntax option, ArgumentTemplate before)
    {
        bool isSame = before.Word == option.Keyword;
        string what = isSame ? $"'{option.Keyword}' is" : $"The {option.Argument} is", how = isSame
            ? "" : $", as '{before.Word}' and as '{option.Keyword}'";
        tokens.Report(range, IssueCatalog.RepeatedOption, what, how);
    }
}
