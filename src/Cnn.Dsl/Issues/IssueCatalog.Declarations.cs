namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>The class is not partial, so nothing can be added to it.</summary>
    public static readonly IssueDescriptor NotPartial = Error("CNN1001", "The network's class is not partial",
        "Class '{0}' is a network but not partial", "Write 'partial class', so that the generated code can be added to it.");

    /// <summary>A type around the class is not partial.</summary>
    public static readonly IssueDescriptor ContainingTypeNotPartial = Error("CNN1002", "A type around the network is not partial",
        "Network '{0}' is nested in '{1}', which is not partial", "Make every type around the network partial, or move the network out.");

    /// <summary>There is no input.</summary>
    public static readonly IssueDescriptor NoInput = Error("CNN1003", "The network has no input",
        "Network '{0}' does not say what its input is",
        "Say its height, width and channels first.");

    /// <summary>Layers stand on several parts of the class.</summary>
    public static readonly IssueDescriptor SeveralDeclarations = Error("CNN1004", "Layers are spread over several partial declarations",
        "The layers of '{0}' stand on {1} partial declarations, whose order is not defined", "Put all of them on one declaration.");

    /// <summary>Two networks have one name.</summary>
    public static readonly IssueDescriptor DuplicateNetwork = Error("CNN1005", "Two networks have one name",
        "Network '{0}' is declared twice; the other declaration is at {1}", "Rename one of them, or put it in another namespace.");

    /// <summary>From names a layer that is not there.</summary>
    public static readonly IssueDescriptor UnknownFrom = Error("CNN1006", "From names no earlier layer",
        "No layer before this one is called '{0}'; there are: {1}", "Name an earlier layer.");

    /// <summary>Two layers have one name.</summary>
    public static readonly IssueDescriptor DuplicateLayer = Error("CNN1007", "Two layers have one name",
        "A layer before this one is called '{0}' too", "Give one of them another name.");

    /// <summary>A layer attribute on a class that is no network.</summary>
    public static readonly IssueDescriptor LayerWithoutNetwork = Error("CNN1008", "A layer stands on a class that is no network",
        "Class '{0}' has layers but no [Network]", "Add [Network] to the class, or remove the layers.");

    /// <summary>There is nothing but an input.</summary>
    public static readonly IssueDescriptor NoLayers = Error("CNN1009", "The network has no layers",
        "Network '{0}' has an input and nothing after it", "Add at least one layer.");

    /// <summary>A number is out of its range.</summary>
    public static readonly IssueDescriptor OutOfRange = Error("CNN1010", "A value is out of its range",
        "{0} is {1}, and must be {2}", "Write a value in that range.");

    /// <summary>Two arguments say different things about the same matter.</summary>
    public static readonly IssueDescriptor ConflictingArguments = Error("CNN1011", "Two arguments exclude each other",
        "'{0}' cannot be given together with '{1}'", "Keep one of the two.");

    /// <summary>The input does not come first, or comes twice.</summary>
    public static readonly IssueDescriptor MisplacedInput = Error("CNN1012", "The input is not the first layer",
        "The input must be the first layer and stand once; this one is layer {0}", "Move it to the beginning, or remove it.");

    /// <summary>A layer's name makes no member name.</summary>
    public static readonly IssueDescriptor NameNotUsable = Error("CNN1013", "A layer's name makes no C# member",
        "Layer '{0}' would become the member '{1}', {2}", "Give the layer another name.");

    /// <summary>Nobody reads a layer's output.</summary>
    public static readonly IssueDescriptor UnusedLayer = Error("CNN1014", "A layer's output is read by nobody",
        "Nothing reads the output of '{0}', and it is not the last layer", "Let a later layer name it, or remove it.");

    /// <summary>Source and layer attributes on one class.</summary>
    public static readonly IssueDescriptor SourceAndLayers = Error("CNN1015", "A network is declared in text and with attributes",
        "Network '{0}' has a Source, and layers as attributes too", "Keep the text or the attributes.");

    /// <summary>A class that cannot be a network.</summary>
    public static readonly IssueDescriptor UnsuitableClass = Error("CNN1016", "This class cannot be a network",
        "Class '{0}' is {1}",
        "A network is a class of its own: not static, not abstract, not a record, not generic and in no generic type, with a name that "
            + "none of its members has.");

    /// <summary>An argument that the layer needs is missing.</summary>
    public static readonly IssueDescriptor MissingArgument = Error("CNN1017", "A layer lacks an argument",
        "'{0}' needs {1}", "Add it.");

    /// <summary>Softmax is not the last layer.</summary>
    public static readonly IssueDescriptor SoftmaxNotLast = Error("CNN1018", "A softmax is not the last layer",
        "Softmax '{0}' is followed by '{1}', and it can only end a network, where it meets the loss", "Move it to the end, or remove it.");

    /// <summary>The text declares no network of this class's name, or several.</summary>
    public static readonly IssueDescriptor SourceIsNotOneNetwork = Error("CNN1019", "A class's text is not one network",
        "The Source of '{0}' declares {1} networks",
        "Write the statements of exactly one network, or one 'network Name { … }' around them.");

    /// <summary>A join of fewer than two layers.</summary>
    public static readonly IssueDescriptor TooFewInputs = Error("CNN1020", "A join of fewer than two layers",
        "'{0}' joins {1} layer, and at least 2 are needed", "Name two layers or more, or write two branches or more.");

    /// <summary>A join that has no input.</summary>
    public static readonly IssueDescriptor JoinOfNothing = Error("CNN1021", "A join with nothing before it",
        "Nothing stands before '{0}' that its branches could read", "Put the input before it.");

    /// <summary>A text that is no size of memory.</summary>
    public static readonly IssueDescriptor NoMemorySize = Error("CNN1030", "A size of memory that cannot be read",
        "'{0}' is no size of memory", "Write a number above 0 and a unit of B, KB, MB or GB, for example 64 MB.");

    /// <summary>A memory budget on a class that is no network.</summary>
    public static readonly IssueDescriptor BudgetWithoutNetwork = Error("CNN1031", "A memory budget stands on a class that is no network",
        "Class '{0}' has a memory budget but no [Network]", "Add [Network] to the class, or remove the budget.");

    /// <summary>A memory budget that allows everything.</summary>
    public static readonly IssueDescriptor EmptyBudget = Error("CNN1032", "A memory budget without a size",
        "The memory budget of '{0}' says neither what inference nor what training may take",
        "Write Inference = \"1 MB\", Training = \"64 MB\", or both.");

    /// <summary>An option for training of a network that is not trained.</summary>
    public static readonly IssueDescriptor OptionOfTraining = Error("CNN1033", "An option that only training reads",
        "{0} is read by training only, and network '{1}' is declared for predictions only",
        "Remove it, or make the network one that is trained.");

    /// <summary>A setting that the declared loss has not.</summary>
    public static readonly IssueDescriptor LossSetting = Error("CNN1034", "A setting that the loss has not",
        "'{0}' is no setting of the loss '{1}' after '{2}', which has {3}", "Leave it out, or declare the loss that has it.");

    /// <summary>A loss without a network.</summary>
    public static readonly IssueDescriptor LossWithoutNetwork = Error("CNN1035", "A loss stands on a class that is no network",
        "Class '{0}' has a loss but no [Network]", "Add [Network] to the class, or remove the loss.");

    /// <summary>A setting that the declared optimizer has not.</summary>
    public static readonly IssueDescriptor OptimizerSetting = Error("CNN1036", "A setting that the optimizer has not",
        "'{0}' is no setting of the optimizer '{1}', which has {2}", "Leave it out, or declare the optimizer that has it.");

    /// <summary>An optimizer without a network.</summary>
    public static readonly IssueDescriptor OptimizerWithoutNetwork = Error("CNN1037",
        "An optimizer stands on a class that is no network",
        "Class '{0}' has an optimizer but no [Network]", "Add [Network] to the class, or remove the optimizer.");

    private static IEnumerable<IssueDescriptor> Declarations() =>
    [
        NotPartial, ContainingTypeNotPartial, NoInput, SeveralDeclarations, DuplicateNetwork, UnknownFrom, DuplicateLayer,
        LayerWithoutNetwork, NoLayers,
        OutOfRange, ConflictingArguments, MisplacedInput, NameNotUsable, UnusedLayer, SourceAndLayers, UnsuitableClass, MissingArgument,
        SoftmaxNotLast,
        SourceIsNotOneNetwork, TooFewInputs, JoinOfNothing,
        NoMemorySize, BudgetWithoutNetwork, EmptyBudget, OptionOfTraining, LossSetting, LossWithoutNetwork,
        OptimizerSetting, OptimizerWithoutNetwork,
    ];
}
