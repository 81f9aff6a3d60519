namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>A user's member is called like a generated one.</summary>
    public static readonly IssueDescriptor MemberClash = Error("CNN1060", "A member that the network has already",
        "'{0}' is declared here, and network '{1}' has {2} of that name", "Give it another name, or name the layer otherwise.");

    /// <summary>A constructor that makes a network without parameters.</summary>
    public static readonly IssueDescriptor OwnConstructor = Error("CNN1061", "A constructor that makes no network",
        "This constructor of network '{0}' {1}",
        "Remove it and make networks with Create or Load, or let it call the generated one, for example ': "
            + "this(Cnn.NetworkParameters.Create(Info, seed))'.");

    /// <summary>A member that every instance must set.</summary>
    public static readonly IssueDescriptor RequiredMember = Error("CNN1062", "A required member of a network",
        "'{0}' is required, and Create, Load and sessions make instances of network '{1}' without setting it",
        "Leave 'required' out, and give it a value of its own.");

    /// <summary>A base class that the generated part cannot live with.</summary>
    public static readonly IssueDescriptor UnsuitableBase = Error("CNN1063", "A base class that a network cannot have",
        "Network '{0}' derives from '{1}', {2}",
        "Derive from a class that can be made without arguments and has none of the network's members, or keep an object of it in a "
            + "field.");

    /// <summary>Something else has the name of a text's network.</summary>
    public static readonly IssueDescriptor NameTaken = Error("CNN1064", "Something else has the network's name",
        "'{0}' is {1}",
        "Rename one of them, or put it in another namespace; a part of the network's class is a 'partial class' of the same "
            + "accessibility.");

    /// <summary>A version of C# that generated code cannot be compiled as.</summary>
    public static readonly IssueDescriptor OldLanguage = Error("CNN1065", "A version of C# that is too old",
        "Network '{0}' needs C# {1} or later, and this project is compiled as C# {2}",
        "Take <LangVersion> out of the project, or raise it.");

    /// <summary>A property of the project that says no vector widths.</summary>
    public static readonly IssueDescriptor NoVectorWidths = Error("CNN1067", "Vector widths that there are not",
        "The project's property CnnVectorWidths is '{0}', but the kernels of '{1}' can be written for vectors of 512, 256 and 128 bits "
            + "only",
        "Write one or more of these, for example <CnnVectorWidths>512;256</CnnVectorWidths>.");

    private static IEnumerable<IssueDescriptor> UsersCode() =>
        [MemberClash, OwnConstructor, RequiredMember, UnsuitableBase, NameTaken, OldLanguage, NoVectorWidths];
}
