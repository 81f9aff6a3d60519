namespace Cnn.Dsl;

/// <summary>Hands a layer's declaration to its definition, one checked argument at a time, and takes the issues.</summary>
public sealed class LayerReader(
    LayerDeclaration declaration, string name, EquatableArray<int> inputs, EquatableArray<LayerSpec> sources, Action<Issue> report)
{
    /// <summary>The layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>The positions of the layers that it reads.</summary>
    public EquatableArray<int> Inputs { get; } = inputs;

    /// <summary>The names of the layers that it reads, as they were written.</summary>
    public EquatableArray<string> InputNames { get; init; } = sources.Select(source => source.Name).ToEquatableArray();

    /// <summary>The shapes that it reads.</summary>
    public EquatableArray<TensorShape> InputShapes { get; } = sources.Select(source => source.Output).ToEquatableArray();

    /// <summary>The shape of the first layer that it reads.</summary>
    public TensorShape Input { get; } = sources.Count == 0 ? default : sources[0].Output;

    /// <summary>The map behind the first input, where a flattening stands between.</summary>
    public TensorShape Map { get; } = sources.Count == 0 ? default : sources[0].MapOutput;

    /// <summary>Whether the next layer makes a bias of this one needless.</summary>
    public bool BiasIsReplaced { get; init; }

    /// <summary>The layers before it, null where something is wrong with one; none where they are not known.</summary>
    internal IReadOnlyList<LayerSpec?> Before { get; init; } = [];

    /// <summary>The use of a block that it was written out of; null where it stands there itself.</summary>
    internal LayerOrigin? Origin => declaration.Origin;

    /// <summary>Instances of a training step; 0 where the network is for inference only.</summary>
    public int Batch { get; init; }

    /// <summary>How first weights are drawn where the layer does not say.</summary>
    public Init NetworkInit { get; init; }

    /// <summary>Whether an error was reported.</summary>
    public bool Failed => Errors > 0;

    /// <summary>How many errors were reported.</summary>
    public int Errors { get; private set; }

    /// <summary>Whether they are more than anyone reads, so that no further ones are looked for.</summary>
    public bool HasTooManyErrors => Errors > Issue.MostErrors;

    /// <summary>What messages call the kind of layer: its keyword, or its attribute where it was written as one.</summary>
    public string Keyword => declaration.Attribute ?? declaration.Keyword;

    /// <summary>Whether it was written in text.</summary>
    public bool IsText => declaration.Attribute is null;

    /// <summary>The argument, if it was written.</summary>
    public ArgumentDeclaration? Find(string argument) => declaration.Arguments.FirstOrDefault(candidate => candidate.Name == argument);

    /// <summary>Whether the argument was written.</summary>
    public bool Has(string argument) => Find(argument) is not null;

    /// <summary>What messages call the argument: as text spells it, where it was written there.</summary>
    public string Shown(string argument) => Find(argument)?.Shown ?? NameOf(argument);

    /// <summary>
    /// What messages call the number of an argument: in text what it means, since the number may be all that stands there, and with
    /// attributes the property.
    /// </summary>
    public string NameOf(string argument) =>
        IsText ? argument : Find(argument)?.Property ?? char.ToUpperInvariant(argument[0]) + argument.Substring(1);

    /// <summary>Where the argument stands; the layer's own place where it was not written.</summary>
    public SourceRange RangeOf(string argument) => Find(argument)?.Range ?? declaration.Range;

    /// <summary>Reports an issue at an argument, or at the layer where it was not written.</summary>
    public void Report(string argument, IssueDescriptor descriptor, params object[] arguments) =>
        Report(argument, EquatableArray<IssueProperty>.Empty, descriptor, arguments);

    /// <summary>Reports an issue and what corrects it.</summary>
    public void Report(string argument, EquatableArray<IssueProperty> properties, IssueDescriptor descriptor, params object[] arguments) =>
        Report(Issue.At(RangeOf(argument), descriptor, arguments) with { Properties = properties });

    /// <summary>Where the name of an input stands; the layer's own place where it was not written.</summary>
    internal SourceRange RangeOfInput(int input) => input < declaration.From.Count ? declaration.From[input].Range : declaration.Range;

    /// <summary>Reports an issue at the name of an input, or at the layer where it was not written.</summary>
    public void ReportInput(int input, IssueDescriptor descriptor, params object[] arguments) =>
        Report(Issue.At(RangeOfInput(input), descriptor, arguments));

    /// <summary>Reports the second of two arguments that exclude each other, if both were written.</summary>
    public bool Exclude(string argument, params string[] others)
    {
        if (!Has(argument)) return false;
        bool found = false;
        foreach (string other in others.Where(Has))
        {
            Report(other, IssueCatalog.ConflictingArguments, Shown(other), Shown(argument));
            found = true;
        }
        return found;
    }

    /// <summary>Whether there are two inputs or more, which a join needs; reports where there are not.</summary>
    public bool HasSeveralInputs()
    {
        if (Inputs.Count >= 2) return true;
        Report("", IssueCatalog.TooFewInputs, Keyword, Inputs.Count);
        return false;
    }

    /// <summary>A whole number of at least <paramref name="minimum"/>; <paramref name="absent"/> where it was not written.</summary>
    public int Integer(string argument, int absent, int minimum = 1) => Find(argument)?.Value switch
    {
        IntegerValue integer => InRange(argument, integer.Value, minimum),
        IntegersValue { Values.Count: 1 } integers => InRange(argument, integers.Values[0], minimum),
        _ => absent,
    };

    /// <summary>A whole number that must be written.</summary>
    public int Required(string argument, string expected)
    {
        if (!Has(argument)) Report(argument, IssueCatalog.MissingArgument, Keyword, expected);
        return Integer(argument, 1);
    }

    /// <summary>
    /// Rows and columns, written as one number for both, as a pair, or as <c>{argument}Height</c> and <c>{argument}Width</c>; null where
    /// nothing was written.
    /// </summary>
    public (int Rows, int Columns)? Pair(string argument)
    {
        string height = argument + "Height", width = argument + "Width";
        Exclude(argument, height, width);
        switch (Find(argument)?.Value)
        {
            case IntegerValue integer:
                int both = InRange(argument, integer.Value, 1);
                return (both, both);
            case IntegersValue { Values.Count: 2 } pair:
                int rows = InRange(argument, pair.Values[0], 1);
                // Both are at one place, so one message is enough for it.
                return (rows, Failed ? rows : InRange(argument, pair.Values[1], 1));
        }
        if (!Has(height) && !Has(width)) return null;
        foreach (string missing in new[] { height, width }.Where(side => !Has(side)))
            Report(Has(height) ? height : width, IssueCatalog.MissingArgument, Keyword, NameOf(missing));
        return (Integer(height, 1), Integer(width, 1));
    }

    /// <summary>A number; <paramref name="absent"/> where it was not written.</summary>
    public double Number(string argument, double absent) => Find(argument)?.Value switch
    {
        NumberValue number => number.Value,
        IntegerValue integer => integer.Value,
        _ => absent,
    };

    /// <summary>Several numbers, as many as were written; null where nothing was.</summary>
    public EquatableArray<double>? Numbers(string argument) => Find(argument)?.Value is NumbersValue numbers ? numbers.Values : null;

    /// <summary>Yes or no; <paramref name="absent"/> where it was not written.</summary>
    public bool Boolean(string argument, bool absent) => Find(argument)?.Value is BooleanValue boolean ? boolean.Value : absent;

    /// <summary>The activation that the layer ends in.</summary>
    public Activation Activation()
    {
        if (Find("activation")?.Value is not WordValue word) return Cnn.Activation.None;
        if (LayerCatalog.IsTrainedActivation(word.Value))
            throw new InvalidOperationException($"The activation '{word.Value}' is a layer that was not written out.");
        var known = (Activation[])Enum.GetValues(typeof(Activation));
        foreach (var activation in known)
            if (activation.ToString().ToLowerInvariant() == word.Value) return activation;
        string[] words = [.. known.Select(activation => activation.ToString().ToLowerInvariant())];
        Report("activation", IssueCatalog.OutOfRange, NameOf("activation"), word.Value, Spelling.OneOf(word.Value, words));
        return Cnn.Activation.None;
    }

    /// <summary>The layer that made a vector of a map; null where an input is none, or has one pixel for another reason.</summary>
    internal LayerSpec? VectorMaker(int input)
    {
        for (int position = Inputs[input]; position < Before.Count
            && Before[position] is { Output.IsVector: true } layer; position = layer.Inputs[0])
        {
            if (layer is DenseSpec or FlattenSpec or RadialBasisSpec) return layer;
            if (layer is PoolSpec { Window: var window }
                && (window.Rows, window.Columns) == (layer.Input.Height, layer.Input.Width)) return layer;
            if (layer.Inputs.Count != 1) return null;
        }
        return null;
    }

    /// <summary>Takes an issue.</summary>
    internal void Report(Issue issue)
    {
        if (issue.Descriptor.Severity == IssueSeverity.Error) Errors++;
        report(issue);
    }

    private int InRange(string argument, long value, int minimum)
    {
        if (value >= minimum && value <= int.MaxValue) return (int)value;
        Report(argument, IssueCatalog.OutOfRange, NameOf(argument), value, Invariant.Format($"at least {minimum}"));
        return Math.Max(minimum, 1);
    }
}
