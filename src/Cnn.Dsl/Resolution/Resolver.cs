namespace Cnn.Dsl;

/// <summary>Gives a declaration its meaning: names are bound, shapes inferred, rules checked.</summary>
public sealed class Resolver
{
    private const int LargestBatch = 65_536;
    private const int MostLayers = 10_000;

    private static readonly Dictionary<string, string> _optionsOfTraining = new(StringComparer.Ordinal)
    {
        ["batch"] = "The batch", [OptimizerCatalog.Option] = "The optimizer", [LossCatalog.Option] = "The loss",
        ["training" + MemoryBudget.OptionSuffix] = "The budget of training",
    };

    private readonly NetworkDeclaration _declaration;
    private readonly Work _work;
    private readonly List<Issue> _issues = [];
    private readonly List<LayerSpec?> _layers = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly EquatableArray<string> _names;
    private readonly HashSet<int> _read = [];
    private readonly HashSet<int> _headEnds = [];
    private readonly Dictionary<string, int> _mentions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);
    private readonly Dictionary<(IssueDescriptor, SourceRange, string), int> _reporters = [];

    private int _errors;

    private Resolver(NetworkDeclaration declaration, Work work)
    {
        (_declaration, _work) = (declaration, work);
        _names = LayerNames.Of(declaration.Layers);
        foreach (var from in declaration.Layers.SelectMany(layer => layer.From))
            _mentions[from.Value] = _mentions.TryGetValue(from.Value, out int mentions) ? mentions + 1 : 1;
    }

    /// <summary>Resolves one network. Never throws for what was written; issues say what is wrong and where.</summary>
    public static ResolutionResult Resolve(NetworkDeclaration declaration, CancellationToken cancellation = default) =>
        Resolve(declaration, new Work(cancellation));

    internal static ResolutionResult Resolve(NetworkDeclaration declaration, Work work)
    {
        var resolver = new Resolver(declaration, work);
        var spec = resolver.Run();
        bool failed = resolver._issues.Any(issue => issue.Descriptor.Severity == IssueSeverity.Error);
        return new(failed ? null : spec, resolver._issues.OrderBy(issue => issue.Range.Start).ToEquatableArray());
    }

    private NetworkSpec? Run()
    {
        bool trains = !_declaration.IsInferenceOnly;
        if (!trains) ReportOptionsOfTraining();
        int batch = trains ? BatchOption("batch", 32) : 0, inferenceBatch = BatchOption("inferenceBatch", 1);
        var optimizer = trains ? OptimizerReader.Read(_declaration, Add) : OptimizerReader.Default;
        var algorithm = WordOption("algorithm", ConvolutionAlgorithm.Fastest);
        var init = InitOption();
        if (trains) LossReader.Check(_declaration, Add);
        var budget = MemoryBudget.Read(_declaration, Add);
        var declared = _declaration.Layers;
        if (declared.All(layer => layer.Keyword != "input"))
        {
            string input = _declaration.IsText ? "input 28x28x1" : "[Input(28, 28, 1)]";
            Add(Issue.At(_declaration.Name.Range, IssueCatalog.NoInput, _declaration.Name.Value) with
            {
                Advice = $"Say its height, width and channels first: {input}.",
            });
            return null;
        }
        if (declared.Count > MostLayers)
        {
            string network = $"Network '{_declaration.Name.Value}'";
            var (count, most) = (Invariant.Count(declared.Count), Invariant.Count(MostLayers));
            Report(declared[MostLayers].Range, IssueCatalog.TooManyLayers, network, count, most);
            return null;
        }
        if (MemberNames.Reserved.Contains(_declaration.Name.Value))
            Report(_declaration.Name.Range, IssueCatalog.UnsuitableClass, _declaration.Name.Value,
                "called like a member that every network has");
        for (int i = 0; i < declared.Count; i++)
        {
            _work.Tick();
            ResolveLayer(i, declared[i], batch, inferenceBatch, init);
            if (HasTooManyErrors) return null;
        }
        if (declared.Count == 1) Report(_declaration.Name.Range, IssueCatalog.NoLayers, _declaration.Name.Value);
        CheckEveryLayerIsRead();
        CheckHeads();
        CheckMembers();
        ElementOrders.Resolve(_layers, ReportOrder, _work);
        if (_layers.Any(layer => layer is null)) return null;
        if (ZeroGamma is { } option && !ResidualNorms.Zero(_layers, _work))
            Add(Issue.At(option.Range, IssueCatalog.NoResidualNorm, _declaration.Name.Value) with
            {
                Advice = $"Remove '{option.Shown}', or end the branches in a batch norm.",
            });
        var layers = _layers.ToEquatableArray();
        var last = layers[layers.Count - 1]!;
        var loss = trains ? LossReader.Read(_declaration, last, Add) : LossSpec.DefaultFor(last.End);
        return new(_declaration.Namespace, _declaration.Name.Value, batch, inferenceBatch, layers!, loss, optimizer)
        {
            TrainingBudget = trains ? budget.Training?.Value : null,
            Algorithm = algorithm,
        };
    }

    // Layers may stay as they are, so that networks that train and networks that predict can share blocks and weight files.
    private void ReportOptionsOfTraining()
    {
        var declared = _declaration.Options.First(option => option.Name == NetworkDeclaration.TrainingOption);
        string advice = "Remove it, or make the network one that is trained: leave "
            + (declared.IsText ? $"'{declared.Shown}' out." : $"'{declared.Shown} = false' out.");
        foreach (var option in _declaration.Options)
            if (_optionsOfTraining.TryGetValue(option.Name, out string? what))
                Add(Issue.At(option.Range, IssueCatalog.OptionOfTraining, what, _declaration.Name.Value) with { Advice = advice });
    }

    private void ResolveLayer(int position, LayerDeclaration declared, int batch, int inferenceBatch, Init init)
    {
        var definition = LayerCatalog.ByKeyword[declared.Keyword];
        bool isMisplacedInput = position > 0 && declared.Keyword == "input";
        string name = _names[position];
        var from = isMisplacedInput ? null : FromOf(position, declared, definition);
        if (from is not null && ReadsHead(position, declared, from)) from = null;
        if (from is { Count: > 0 } && definition.Syntax.EndsHead) _headEnds.Add(from[0]);
        if (isMisplacedInput) Report(position, declared.Range, IssueCatalog.MisplacedInput, position + 1);
        else CheckName(position, name, declared);
        if (_positions.ContainsKey(name)) _ambiguous.Add(name);
        else _positions.Add(name, position);

        if (position == 0 != (declared.Keyword == "input"))
        {
            _read.Add(position - 1);
            _layers.Add(null);
            return;
        }
        if (from is null || from.Any(source => _layers[source] is null))
        {
            int inputs = from?.Count ?? Math.Max(1, declared.From.Count);
            foreach (var issue in AnyInput.Errors(declared, definition, name, inputs)) Report(position, issue, isOfNumbers: true);
            _layers.Add(null);
            return;
        }
        var sources = from.Select(source => _layers[source]!).ToEquatableArray();
        void ReportNumbers(Issue issue) => Report(position, issue, isOfNumbers: true);
        var reader = new LayerReader(declared, name, from.ToEquatableArray(), sources, ReportNumbers)
        {
            InputNames = from.Select(source => _names[Written(source)]).ToEquatableArray(),
            BiasIsReplaced = BiasIsReplaced(position, name),
            Before = _layers,
            Batch = batch,
            NetworkInit = init,
        };
        var layer = definition.Resolve(reader);
        var tooLarge = layer is null ? null : SizeCheck.Of(layer, declared.Range, batch, inferenceBatch);
        if (tooLarge is not null) Report(position, tooLarge, isOfNumbers: true);
        _layers.Add(tooLarge is null ? layer : null);
    }

    // Whether the next layer has a shift of its own and nobody else reads this one.
    private bool BiasIsReplaced(int position, string name)
    {
        if (position + 1 == _declaration.Layers.Count) return false;
        var next = _declaration.Layers[position + 1];
        _mentions.TryGetValue(name, out int mentions);
        return LayerCatalog.ByKeyword[next.Keyword].ReplacesBias
            && (next.From.Count == 0 ? mentions == 0 : next.From.Count == 1 && next.From[0].Value == name && mentions == 1);
    }

    private void CheckName(int position, string name, LayerDeclaration declared)
    {
        var range = declared.Name?.Range ?? declared.Range;
        string written = _names[Written(position)];
        // What is wrong with the name of a layer is wrong with that of its activation, and said once.
        if (declared.IsActivation && (_ambiguous.Contains(written) || MemberNames.Flaw(written) is not null)) return;
        if (_positions.TryGetValue(name, out int other))
        {
            var issue = Issue.At(range, IssueCatalog.DuplicateLayer, name);
            int activation = declared.IsActivation ? position : other;
            if (_declaration.Layers[activation].IsActivation)
            {
                string ended = ShownNames.Short(_names[Written(activation)]);
                issue = issue with { Advice = $"The activation of '{ended}' is a layer of this name: give the other one another." };
            }
            Report(position, issue, isOfNumbers: false);
        }
        else if (MemberNames.Flaw(name) is { } flaw)
        {
            Report(position, range, IssueCatalog.NameNotUsable, name, MemberNames.ForLayer(name), flaw);
        }
    }

    // Where a layer stands that ends in the activation at a position; what is no activation stands there itself.
    private int Written(int position) => _declaration.Layers[position].IsActivation ? position - 1 : position;

    // The positions of the layers that it reads; null where one of them is not known.
    private List<int>? FromOf(int position, LayerDeclaration declared, LayerDefinition definition)
    {
        if (declared.From.Count == 0)
        {
            _read.Add(position - 1);
            return position == 0 ? [] : [position - 1];
        }
        if (declared.From.Count > 1 && !definition.Syntax.JoinsInputs)
            Report(position, declared.From[1].Range, IssueCatalog.ConflictingArguments, "from", "from");
        var sources = new List<int>();
        bool isKnown = true;
        foreach (var from in declared.From)
        {
            _work.Tick();
            if (HasTooManyErrors) return null;
            if (!_positions.TryGetValue(from.Value, out int source))
            {
                Report(position, from.Range, IssueCatalog.UnknownFrom, from.Value, ShownNames.Before(_names, position));
                // The intended source is unknown, so the layer just before counts as read: one mistake, one message.
                _read.Add(position - 1);
                isKnown = false;
                continue;
            }
            _read.Add(source);
            sources.Add(source);
            // Which of two layers of one name is meant nobody knows, and that they are two is reported.
            isKnown &= !_ambiguous.Contains(from.Value);
        }
        return isKnown ? sources : null;
    }

    // What ends an auxiliary classifier has no output.
    private bool ReadsHead(int position, LayerDeclaration declared, List<int> from)
    {
        int index = from.FindIndex(source => LayerCatalog.ByKeyword[_declaration.Layers[source].Keyword].Syntax.EndsHead);
        // Where another of its sources failed, that was perhaps because it reads the same.
        if (index < 0 || from.Any(source => _layers[source] is null)) return false;
        var range = index < declared.From.Count ? declared.From[index].Range : declared.Range;
        ReportReadsAuxiliary(position, range, _names[position], _names[from[index]]);
        return true;
    }

    private void ReportReadsAuxiliary(int position, SourceRange range, string layer, string head) =>
        Report(position, Issue.At(range, IssueCatalog.ReadsAuxiliary, layer, head) with
        {
            Advice = $"Name the layer before the classifier with {From(position)}.",
        }, isOfNumbers: false);

    // How the layer at a position says what it reads.
    private string From(int position) => _declaration.Layers[position].Attribute is null ? "'from'" : "'From'";

    private void CheckEveryLayerIsRead()
    {
        int last = _declaration.Layers.Count - 1;
        for (int i = 0; i < last; i++)
        {
            int written = Written(i);
            var range = _declaration.Layers[written].Range;
            if (_headEnds.Contains(i) || LayerCatalog.ByKeyword[_declaration.Layers[i].Keyword].Syntax.EndsHead) continue;
            var notLast = _layers[i] is null ? null : LayerCatalog.ByKeyword[_declaration.Layers[i].Keyword].NotLast;
            if (notLast is not null) Report(i, range, notLast, _names[i], _names[i + 1]);
            else if (!_read.Contains(i) && !_ambiguous.Contains(_names[i]) && !_ambiguous.Contains(_names[written]))
                Report(i, Issue.At(range, IssueCatalog.UnusedLayer, _names[written]) with
                {
                    Advice = $"Let a later layer name it with {From(written)}, or remove it.",
                }, isOfNumbers: false);
        }
    }

    // The targets of a step are for one output, so that all losses must be of one kind.
    private void CheckHeads()
    {
        int end = _layers.Count - 1;
        if (LayerCatalog.ByKeyword[_declaration.Layers[end].Keyword].Syntax.EndsHead)
        {
            var declared = _declaration.Layers[end];
            string behind = declared.Attribute is { } attribute ? $"[{attribute}]" : "the braces";
            Report(end, Issue.At(declared.Range, IssueCatalog.AuxiliaryIsLast, _names[end]) with
            {
                Advice = $"Let the layers that lead to the output stand last, after {behind}.",
            }, isOfNumbers: false);
            return;
        }
        if (_headEnds.Count == 0 || _layers[end] is not { } last) return;
        bool[] leadsToOutput = MainNetwork.LeadsToOutput(_layers);
        var ends = new HashSet<int>();
        for (int i = 0; i < end; i++)
        {
            if (_layers[i] is not { } layer) continue;
            var range = _declaration.Layers[i].Range;
            if (!layer.EndsHead)
            {
                foreach (int read in layer.Inputs.Where(input => _headEnds.Contains(input) && !leadsToOutput[input]).Take(1))
                    ReportReadsAuxiliary(i, range, layer.Name, _names[read]);
                continue;
            }
            int source = layer.Inputs[0];
            var head = _layers[source]!;
            if (leadsToOutput[source])
                Report(i, range, IssueCatalog.AuxiliaryWithoutLayers, layer.Name, head.Name);
            else if (!ends.Add(source))
                ReportReadsAuxiliary(i, range, layer.Name, head.Name);
            else if (head.Output != last.Output)
                Report(i, range, IssueCatalog.AuxiliaryShape, layer.Name, head.Output, last.Output);
            else if (LossReader.EndFor(_declaration, head.End) != LossReader.EndFor(_declaration, last.End))
                Report(i, range, IssueCatalog.AuxiliaryLoss, layer.Name, head.Description, Describe(head.End), last.Description,
                    Describe(last.End));
        }
    }

    private void ReportOrder(int position, int input, string use)
    {
        var declared = _declaration.Layers[position];
        var range = input < declared.From.Count ? declared.From[input].Range : declared.Range;
        Report(position, range, IssueCatalog.OrderLost, _names[position], use);
    }

    private static string Describe(NetworkEnd end) => end switch
    {
        NetworkEnd.Softmax => "cross-entropy over labels",
        NetworkEnd.Sigmoid => "binary cross-entropy",
        NetworkEnd.RadialBasis => "LeNet-5's criterion over labels",
        _ => "mean squared error",
    };

    private void CheckMembers()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        int last = -1;
        for (int i = 0; i < _layers.Count; i++)
        {
            if (_layers[i] is not { Parameters.Count: > 0 } layer) continue;
            string member = MemberNames.ForLayer(layer.Name);
            string? reason = MemberNames.Reserved.Contains(member) ? "which every network has already"
                : member == _declaration.Name.Value ? "which is the class's own name"
                : owners.TryGetValue(member, out string? other) && other != layer.Name ? $"as layer '{other}' does" : null;
            owners[member] = layer.Name;
            if (reason is null) continue;
            var declared = _declaration.Layers[i];
            // A layer and its activation have one name, and one mistake in it.
            bool isSaid = declared.IsActivation && last == i - 1;
            last = i;
            if (!isSaid) Report(i, declared.Name?.Range ?? declared.Range, IssueCatalog.NameNotUsable, layer.Name, member, reason);
        }
    }

    private int BatchOption(string option, int absent)
    {
        if (_declaration.Options.FirstOrDefault(
            candidate => candidate.Name == option) is not { Value: IntegerValue written } argument) return absent;
        if (written.Value is >= 1 and <= LargestBatch) return (int)written.Value;
        Report(argument.Range, IssueCatalog.OutOfRange, argument.Shown, written.Value, "from 1 to 65,536");
        return absent;
    }

    // A word of an enumeration, as attributes have it, in small letters.
    private T WordOption<T>(string option, T absent)
        where T : struct, Enum
    {
        if (_declaration.Options.FirstOrDefault(
            candidate => candidate.Name == option) is not { Value: WordValue written } argument) return absent;
        var known = (T[])Enum.GetValues(typeof(T));
        foreach (var word in known)
            if (word.ToString().ToLowerInvariant() == written.Value) return word;
        string[] words = [.. known.Select(word => word.ToString().ToLowerInvariant())];
        Report(argument.Range, IssueCatalog.OutOfRange, argument.Shown, ShownNames.Short(written.Value),
            Spelling.OneOf(written.Value, words));
        return absent;
    }

    // A constant for every layer would make all outputs of each the same, and they would stay so.
    private Init InitOption()
    {
        if (_declaration.Options.FirstOrDefault(option => option.Name == "init") is not { Value: WordValue written } argument)
            return Init.Default;
        var init = WeightInitReader.Of(written);
        if (init is not (Init.Constant or Init.Zeros)) return init;
        string value = argument.IsText ? written.Value : init.ToString();
        Report(argument.Range, IssueCatalog.OutOfRange, argument.Shown, value, "a distribution, where it is that of all layers");
        return Init.Default;
    }

    private ArgumentDeclaration? ZeroGamma =>
        _declaration.Options.FirstOrDefault(option => option is { Name: "zeroGamma", Value: BooleanValue { Value: true } });

    private bool HasTooManyErrors => _errors > Issue.MostErrors;

    private void Report(SourceRange range, IssueDescriptor descriptor, params object[] arguments) =>
        Add(Issue.At(range, descriptor, arguments));

    private void Report(int position, SourceRange range, IssueDescriptor descriptor, params object[] arguments) =>
        Report(position, Issue.At(range, descriptor, arguments), isOfNumbers: false);

    // Several layers may come from one place of a block. What is wrong with its text is said once, by the first of them; what is wrong with
    // its numbers and shapes, by the first of those for which it is the very same. An attribute is one place for all layers of its block.
    private void Report(int position, Issue issue, bool isOfNumbers)
    {
        var origin = _declaration.Layers[position].Origin;
        if (origin is not null) issue = issue with { Origin = origin, Layer = _names[position] };
        bool isOfUse = isOfNumbers && issue.Descriptor.Severity == IssueSeverity.Error && issue.Range != origin?.Range;
        var key = (issue.Descriptor, issue.Range, isOfUse ? string.Join("\n", issue.Arguments) : "");
        if (!_reporters.TryGetValue(key, out int reporter)) _reporters.Add(key, position);
        else if (reporter != position) return;
        Add(issue);
    }

    // Nobody reads more errors than so many, and a text could have one for every word.
    private void Add(Issue issue)
    {
        if (HasTooManyErrors) return;
        bool isError = issue.Descriptor.Severity == IssueSeverity.Error;
        _issues.Add(isError && ++_errors > Issue.MostErrors ? Issue.At(issue.Range, IssueCatalog.TooManyErrors, Issue.MostErrors) : issue);
    }
}
