using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What has to be written around a network's members: the partial declaration that they are added to.</summary>
/// <param name="Namespace">The namespace, keywords escaped; empty for the global one.</param>
/// <param name="Name">The class's name, escaped where it is a keyword.</param>
/// <param name="ContainingTypes">The types around it, the outermost first, as they are declared: <c>partial class Outer</c>.</param>
/// <param name="Modifiers">
/// What stands before <c>class</c>: <c>partial</c>, or <c>public partial</c> where the class is not the user's.
/// </param>
/// <param name="HintName">
/// What the names of its files begin with, for example <c>My.App.LeNet5</c>; no other network's do, in any case of letters.
/// </param>
public sealed record TypeShell(string Namespace, string Name, EquatableArray<string> ContainingTypes, string Modifiers, string HintName)
{
    /// <summary>Whether the user declares the class, too; one of a text is declared here only.</summary>
    public bool IsUsers => Modifiers == "partial";

    /// <summary>Whether the user's part says that nothing derives from the class.</summary>
    public bool IsSealed { get; init; }

    /// <summary>The constructor's modifiers: a network that derives from this one is an error, and no other one is to come of it.</summary>
    public string ConstructorModifiers => IsSealed ? "private" : "private protected";

    /// <summary>
    /// The namespace of what the network has besides its class: steps and kernels. Networks that are nested equally deep never have
    /// namespaces one within the other, so that no class of one meets a namespace of another's.
    /// </summary>
    public string CodeNamespace
    {
        get
        {
            string root = "Cnn.Generated" + (ContainingTypes.Count == 0 ? "" : Invariant.Format($"Nested{ContainingTypes.Count}"));
            var types = ContainingTypes.Select(type => type.Substring(type.LastIndexOf(' ') + 1));
            return string.Join(".", new[] { root, Namespace }.Concat(types).Append(Name).Where(part => part.Length > 0));
        }
    }

    /// <summary>The partial declaration itself: <c>public partial class LeNet5</c>.</summary>
    public string Declaration => Modifiers + " class " + Name;
}
