namespace Cnn.Dsl;

/// <summary>Everything the language knows of one layer: how it is spelled, and how a declaration becomes a spec.</summary>
public abstract class LayerDefinition
{
    /// <summary>Its keyword in text, in lower case.</summary>
    public abstract string Keyword { get; }

    /// <summary>The name of its attribute's class in namespace <c>Cnn</c>, without <c>Attribute</c>.</summary>
    public abstract string AttributeName { get; }

    /// <summary>What automatic names begin with.</summary>
    public virtual string NamePrefix => Keyword;

    /// <summary>
    /// What other frameworks call it, besides its keyword: lower case, without underscores, with blanks between. Layers that have several
    /// spellings here, or share a name elsewhere, stand in the parser's list of foreign words instead.
    /// </summary>
    public virtual string NamesElsewhere => "";

    /// <summary>How it is written, where a message shows that.</summary>
    public virtual string Example => Keyword;

    /// <summary>Whether it has trainable parameters, so that the generated class has a member for it.</summary>
    public virtual bool HasParameters => false;

    /// <summary>Whether this declaration of it has them.</summary>
    public virtual bool HasParametersIn(LayerDeclaration declaration) => HasParameters;

    /// <summary>Whether this declaration of it can end in an activation.</summary>
    internal virtual bool TakesActivationIn(LayerDeclaration declaration) =>
        Syntax.Options.Any(option => option.Argument == "activation");

    /// <summary>
    /// Whether it subtracts each channel's mean and adds a number of its own, so that a bias just before it would do nothing.
    /// </summary>
    public virtual bool ReplacesBias => false;

    /// <summary>What is reported where it is not the last layer; null where it may stand anywhere.</summary>
    public virtual IssueDescriptor? NotLast => null;

    /// <summary>How it is written in text, after the keyword.</summary>
    public abstract LayerSyntax Syntax { get; }

    /// <summary>Checks the declaration and infers the shapes; null where an error was reported.</summary>
    public abstract LayerSpec? Resolve(LayerReader reader);
}
