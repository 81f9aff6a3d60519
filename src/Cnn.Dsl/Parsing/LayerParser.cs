namespace Cnn.Dsl;

/// <summary>Reads one layer, as the <see cref="LayerSyntax"/> of its definition describes it.</summary>
internal sealed class LayerParser(TokenReader tokens, ArgumentParser values)
{
    private const string From = "from";

    /// <summary>Reads what follows the keyword; null where anything of it is wrong.</summary>
    public LayerDeclaration? Parse(Token keyword, LayerDefinition definition, Located<string>? name)
    {
        int issues = tokens.IssueCount;
        var arguments = new List<ArgumentDeclaration>();
        Located<string>? from = null;
        if (Positionals(definition, arguments)) Options(definition, arguments, ref from);
        return tokens.IssueCount == issues ? new(definition.Keyword, keyword.Range, name, from, arguments.ToEquatableArray()) : null;
    }

    private bool Positionals(LayerDefinition definition, List<ArgumentDeclaration> arguments)
    {
        foreach (var positional in definition.Syntax.Positionals)
        {
            if (positional.IsOptional && !values.IsAtNumber) continue;
            if (values.Parse(positional.Argument, positional.Form, positional.Expected) is not { } argument) return false;
            arguments.Add(argument);
        }
        return true;
    }

    private void Options(LayerDefinition definition, List<ArgumentDeclaration> arguments, ref Located<string>? from)
    {
        while (!tokens.IsAtStatementEnd)
        {
            if (tokens.Current.Kind != TokenKind.Word)
            {
                tokens.Expected($"an option of '{definition.Keyword}', a comma or a line end");
                return;
            }
            var word = tokens.Take();
            string keyword = tokens.TextOf(word.Range);
            if (keyword == From)
            {
                if (from is not null) tokens.Report(word.Range, IssueCatalog.RepeatedOption, From);
                if (tokens.Current.Kind is not (TokenKind.Word or TokenKind.QuotedName))
                {
                    tokens.Expected("a layer's name after 'from'");
                    return;
                }
                from = tokens.NameOf(tokens.Take());
                continue;
            }
            if (definition.Syntax.Options.FirstOrDefault(candidate => candidate.Keyword == keyword) is not { } option)
            {
                string known = string.Join(", ", definition.Syntax.Options.Select(candidate => candidate.Keyword).Append(From));
                tokens.Report(word.Range, IssueCatalog.UnknownOption, definition.Keyword, TokenReader.Shown(keyword), known);
                return;
            }
            if (arguments.Any(argument => argument.Name == option.Argument))
                tokens.Report(word.Range, IssueCatalog.RepeatedOption, option.Argument);
            var read = option.Constant is { } constant
                ? new ArgumentDeclaration(option.Argument, constant, word.Range)
                : values.Parse(option.Argument, option.Form, ArgumentParser.Describe(option.Form, keyword));
            if (read is null) return;
            if (arguments.All(argument => argument.Name != option.Argument)) arguments.Add(read);
        }
    }
}
