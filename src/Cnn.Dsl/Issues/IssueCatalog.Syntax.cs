namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>A character that no word begins with.</summary>
    public static readonly IssueDescriptor UnexpectedCharacter = Error("CNN4001", "A character that the language does not know",
        "{0} stands where a word, a number or a brace is expected", "Remove it; a comment begins with '#'.");

    /// <summary>Something else was expected.</summary>
    public static readonly IssueDescriptor Expected = Error("CNN4002", "Something else is expected here",
        "Expected {0}, found {1}", $"See {Documentation}language.md#the-text-exactly for the grammar.");

    /// <summary>A word that is no layer.</summary>
    public static readonly IssueDescriptor UnknownLayer = Error("CNN4003", "An unknown layer",
        "'{0}' is no layer{1}", $"See {Documentation}language.md#layers for the layers that there are.");

    /// <summary>A word that this layer does not know.</summary>
    public static readonly IssueDescriptor UnknownOption = Error("CNN4004", "An option that the layer does not have",
        "'{0}' has no option '{1}'{2}; it has: {3}", "Remove it, or separate the next layer with a comma or a new line.");

    /// <summary>The same option twice.</summary>
    public static readonly IssueDescriptor RepeatedOption = Error("CNN4005", "An option is given twice",
        "{0} given twice{1}", "Keep one of the two.");

    /// <summary>A number too large to be meant.</summary>
    public static readonly IssueDescriptor NumberTooLarge = Error("CNN4006", "A number is too large",
        "{0} is past the {1}", "Write a number nearer to 0.");

    /// <summary>A file too large.</summary>
    public static readonly IssueDescriptor TextTooLong = Error("CNN4007", "A text of more than 1 MiB",
        "The text has {0} characters, and at most 1,048,576 are read", "Split it into several files.");

    /// <summary>Too many nested braces.</summary>
    public static readonly IssueDescriptor NestedTooDeep = Error("CNN4008", "Braces nested too deep",
        "More than {0} braces are open here", "Close some of them.");

    /// <summary>Nothing in the file.</summary>
    public static readonly IssueDescriptor EmptyText = Error("CNN4009", "A text without a network",
        "The text declares no network and no block", "Write 'network Name { … }', or remove the file.");

    /// <summary>The file is not text.</summary>
    public static readonly IssueDescriptor NotText = Error("CNN4010", "A file that is no text",
        "The file cannot be read as text{0}", "Save it as UTF-8 text, or remove it from the project's networks.");

    /// <summary>There are more errors than anyone reads.</summary>
    public static readonly IssueDescriptor TooManyErrors = Error("CNN4011", "Too many errors",
        "More than {0} errors; the rest is not listed", "Mend the first ones first.");

    /// <summary>More layers than a network may have.</summary>
    public static readonly IssueDescriptor TooManyLayers = Error("CNN4012", "A network of too many layers",
        "{0} has {1} layers, and at most {2} are possible", "Leave some of them out; networks may stand in files of their own.");

    /// <summary>A division by zero.</summary>
    public static readonly IssueDescriptor DivisionByZero = Error("CNN4013", "A division by zero",
        "{0} / 0 has no value", "Check the arguments of the block.");

    /// <summary>A quotient that is not whole.</summary>
    public static readonly IssueDescriptor InexactDivision = Error("CNN4014", "A division with a rest",
        "{0} / {1} is no whole number: {0} = {2} x {1} + {3}", "Use numbers that divide exactly.");

    /// <summary>A word in arithmetic that is no parameter.</summary>
    public static readonly IssueDescriptor UnknownParameter = Error("CNN4015", "An unknown parameter",
        "'{0}' is no parameter of this block; there are: {1}", "Use one of them, or a number.");

    /// <summary>A use of a block that is not there.</summary>
    public static readonly IssueDescriptor UnknownBlock = Error("CNN4016", "An unknown block",
        "There is no block '{0}'{1}", "Declare it before its use.");

    /// <summary>A use of a block inside of itself or before it.</summary>
    public static readonly IssueDescriptor BlockNotBefore = Error("CNN4017", "A block that is not declared before its use",
        "Block '{0}' with {1} is used {2}",
        "Blocks stand before their uses, so none can use itself: declare it further up, or repeat a use with x3.");

    /// <summary>Two blocks of one name and number of parameters.</summary>
    public static readonly IssueDescriptor DuplicateBlock = Error("CNN4018", "Two blocks of one name",
        "A block '{0}' with {1} is declared already", "Rename one of them, or give it another number of parameters.");

    /// <summary>A name of a block or parameter that cannot be one.</summary>
    public static readonly IssueDescriptor UnsuitableWord = Error("CNN4019", "A word that can name no block or parameter",
        "'{0}' can name no block and no parameter: {1}", "Choose another word.");

    /// <summary>Too many levels of blocks and branches.</summary>
    public static readonly IssueDescriptor ExpansionTooDeep = Error("CNN4020", "Blocks nested too deep",
        "Blocks and branches are nested more than {0} levels deep here", "Use fewer blocks inside of blocks.");

    /// <summary>An expansion that is too long.</summary>
    public static readonly IssueDescriptor ExpansionTooLong = Error("CNN4021", "A network whose blocks are too long",
        "Written out, the blocks and names of {0} have {1} characters, and at most {2} are possible",
        "Use shorter names and arithmetic, or fewer repetitions; networks may stand in files of their own.");

    /// <summary>A block that is written like a layer.</summary>
    public static readonly IssueDescriptor BlockWithoutParentheses = Error("CNN4029", "A block is used without parentheses",
        "'{0}' is a block, and parentheses follow its name", "Write its arguments in them; a block without parameters has an empty pair.");

    /// <summary>A block with another number of arguments than it has parameters.</summary>
    public static readonly IssueDescriptor ArgumentCount = Error("CNN4030", "A block with another number of arguments",
        "Block '{0}' takes {1}, found {2}", "Write one whole number for each of its parameters.");

    private static IEnumerable<IssueDescriptor> Syntax() =>
    [
        UnexpectedCharacter, Expected, UnknownLayer, UnknownOption, RepeatedOption, NumberTooLarge, TextTooLong, NestedTooDeep, EmptyText,
        NotText, TooManyErrors,
        TooManyLayers, DivisionByZero, InexactDivision, UnknownParameter, UnknownBlock, BlockNotBefore, DuplicateBlock,
        UnsuitableWord, ExpansionTooDeep, ExpansionTooLong, BlockWithoutParentheses, ArgumentCount,
    ];
}
