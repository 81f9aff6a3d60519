using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What a user's own part of a network's class says, as far as the generated part has to live with it.</summary>
/// <param name="Members">The members that a generated one of the same name would meet.</param>
/// <param name="Issues">What is wrong whatever the network's layers are.</param>
internal sealed record UsersCode(EquatableArray<UsersMember> Members, EquatableArray<Issue> Issues)
{
    /// <summary>No part of the user's.</summary>
    public static UsersCode None { get; } = new(EquatableArray<UsersMember>.Empty, EquatableArray<Issue>.Empty);

    /// <summary>Whether the class is sealed.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Whether one of its constructors has the generated one's parameters.</summary>
    public bool HasConstructor { get; init; }

    /// <summary>What the base class's constructor has to be called with; empty where with nothing.</summary>
    public string BaseArguments { get; init; } = "";

    /// <summary>A base class that is not known yet; null where it is.</summary>
    public Located<string>? UnknownBase { get; init; }

    /// <summary>Whether nothing at all can be generated into the class.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The reading with what is wrong here: where anything is, only the skeleton of the network is written.</summary>
    public NetworkReading ApplyTo(NetworkReading reading)
    {
        reading = reading with { UnknownBase = UnknownBase };
        var issues = Issues.ToList();
        if (reading.Model is not { } model) return issues.Count == 0
            ? reading : reading with { Issues = reading.Issues.Concat(issues).ToEquatableArray() };
        string[] layers = model.Spec is { } spec
            ? [.. spec.Layers.Where(layer => layer.Parameters.Count > 0).Select(layer => MemberNames.ForLayer(layer.Name))]
            : [.. model.Skeleton!.LayerMembers];
        var layerMembers = new HashSet<string>(layers, StringComparer.Ordinal);
        bool trains = model.Spec?.Trains ?? model.Skeleton!.Trains;
        issues.AddRange(Members.Select(member => member.ClashWith(layerMembers, reading.Identity.Name, trains)).OfType<Issue>());
        if (IsSealed) model = model with { Shell = model.Shell with { IsSealed = true } };
        if (issues.Count > 0)
        {
            var ids = issues.Select(issue => issue.Descriptor.Id).Concat(model.Skeleton?.ErrorIds ?? []).Distinct()
                .OrderBy(id => id, StringComparer.Ordinal);
            model = model with
            {
                Spec = null,
                Skeleton = new(layers.Distinct().ToEquatableArray(), ids.ToEquatableArray())
                {
                    UsersMembers = Members.Where(member => member.Base.Length == 0).Select(member => member.Name).Distinct()
                        .ToEquatableArray(),
                    BaseArguments = BaseArguments,
                    HasConstructor = HasConstructor,
                    Trains = trains,
                },
            };
        }
        return reading with { Model = IsClosed ? null : model, Issues = reading.Issues.Concat(issues).ToEquatableArray() };
    }

    /// <summary>The same, once the project's texts are known: the base class is a network of one.</summary>
    public static UsersCode OfDerived(string network, Located<string> baseName) =>
        None with { Issues = new(Issue.At(baseName.Range, IssueCatalog.UnsuitableBase, network, baseName.Value, IsNetwork)),
            BaseArguments = GeneratedArguments };

    /// <summary>What is wrong with a base class that is a network.</summary>
    public const string IsNetwork = "which is a network itself";

    /// <summary>What a network's generated constructor is called with.</summary>
    public const string GeneratedArguments = "parameters";
}

/// <summary>A user's member.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Range">Where it is declared, or the base class named that it comes from.</param>
/// <param name="Base">The base class; empty where it is the class's own.</param>
internal sealed record UsersMember(string Name, SourceRange Range, string Base)
{
    /// <summary>The issue where the network has a member of the name; null where it has none.</summary>
    public Issue? ClashWith(HashSet<string> layers, string network, bool trains)
    {
        bool isGenerated = GeneratedMembers.Names.Contains(Name) && (trains || !GeneratedMembers.OfTraining.Contains(Name));
        string? what = isGenerated ? "a generated member" : layers.Contains(Name) ? "a layer" : null;
        if (what is null) return null;
        return Base.Length == 0
            ? Issue.At(Range, IssueCatalog.MemberClash, Name, network, what)
            : Issue.At(Range, IssueCatalog.UnsuitableBase, network, Base, $"whose member '{Name}' is called like {what} of the network");
    }
}
