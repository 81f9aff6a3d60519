using System.Text;

namespace Cnn.Dsl;

/// <summary>How layers' names become members of the generated class.</summary>
public static class MemberNames
{
    /// <summary>
    /// The members that a generated class has, whatever its layers are called; those for training not where it only predicts.
    /// </summary>
    public static IReadOnlyCollection<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "BatchSize", "Create", "CreateSession", "CreateTraining", "EndTraining", "Equals", "Facts", "Finalize", "Freeze", "GetHashCode",
        "GetType", "InferenceBatch", "InferenceBytes",
        "Info", "InputShape", "Load", "LoadModel", "MemberwiseClone", "MultiplyAdds", "OutputShape",
        "ParameterCount", "Parameters", "ReferenceEquals", "Save", "ToString", "TrainingBytes",
    };

    /// <summary>What is wrong with a name itself, whatever other layers are called; null where nothing is.</summary>
    public static string? Flaw(string name) =>
        string.IsNullOrWhiteSpace(name) ? "because the name is blank"
        : name.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') ? "and has a control character in it"
        : HasNoncharacter(name) ? "and has half a surrogate pair, U+FFFE or U+FFFF in it"
        : null;

    // Neither a weight file nor an XML comment can hold them.
    private static bool HasNoncharacter(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogatePair(name, i)) i++;
            else if (char.IsSurrogate(name[i]) || name[i] is '\uFFFE' or '\uFFFF') return true;
        }
        return false;
    }

    /// <summary>
    /// The member for a layer: letters and digits stay, whatever stands between them ends a word, and each word begins with a capital:
    /// <c>conv1</c> → <c>Conv1</c>, <c>fire2/conv-a</c> → <c>Fire2ConvA</c>. A leading digit gets an underscore before it.
    /// </summary>
    public static string ForLayer(string name)
    {
        var member = new StringBuilder(name.Length + 1);
        bool wordBegins = true;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                wordBegins = true;
                continue;
            }
            member.Append(wordBegins ? char.ToUpperInvariant(c) : c);
            wordBegins = false;
        }
        if (member.Length == 0 || char.IsDigit(member[0])) member.Insert(0, '_');
        return member.ToString();
    }
}
