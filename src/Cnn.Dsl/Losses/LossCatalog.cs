namespace Cnn.Dsl;

/// <summary>All losses, with their words, settings and ranges.</summary>
internal static class LossCatalog
{
    /// <summary>The network's option that names the loss; those of its settings begin with it.</summary>
    public const string Option = NetworkDeclaration.LossOption;

    private const string NotNegative = "0 or more and finite as a 32-bit float";

    private static readonly LossSetting s_classWeights = Weights("weights", "ClassWeights");

    private static readonly LossSetting s_ignored = new("ignore", "IgnoredLabel", ArgumentForm.Integer, "a 32-bit number",
        value => value is >= int.MinValue and <= int.MaxValue) { End = NetworkEnd.Softmax };

    /// <summary>The losses, in the order in which messages name them.</summary>
    public static IReadOnlyList<LossDefinition> All { get; } =
    [
        new("cross_entropy", LossKind.SoftmaxCrossEntropy, [NetworkEnd.Softmax],
            new LossSetting("smoothing", "LabelSmoothing", ArgumentForm.Number, "at least 0 and below 1 as a 32-bit float",
                value => value is >= 0 and < 1),
            s_classWeights, s_ignored)
        {
            NamesElsewhere = "crossentropyloss softmaxcrossentropy categoricalcrossentropy sparsecategoricalcrossentropy nll nllloss ce",
        },
        new("kl_divergence", LossKind.KullbackLeibler, [NetworkEnd.Softmax])
        {
            NamesElsewhere = "kl kld kldiv kldivloss kullbackleibler kullbackleiblerdivergence",
        },
        new("bce", LossKind.BinaryCrossEntropy, [NetworkEnd.Sigmoid],
            Weights("positive", "PositiveWeights") with { TakesOneForAll = true }, Weights("weights", "Weights"))
        {
            NamesElsewhere = "binarycrossentropy bceloss bcewithlogits bcewithlogitsloss",
        },
        new("focal", LossKind.Focal, [NetworkEnd.Softmax, NetworkEnd.Sigmoid],
            new LossSetting("gamma", "Gamma", ArgumentForm.Number, NotNegative, IsNotNegative),
            new LossSetting("alpha", "Alpha", ArgumentForm.Number, "above 0 and below 1 as a 32-bit float", value => value is > 0 and < 1)
            {
                End = NetworkEnd.Sigmoid,
            },
            s_classWeights with { End = NetworkEnd.Softmax }, s_ignored),
        new("dice", LossKind.Dice, [NetworkEnd.Softmax],
            new LossSetting("smooth", "Smooth", ArgumentForm.Number, NotNegative, IsNotNegative), s_ignored)
        {
            NamesElsewhere = "diceloss softdice softdiceloss",
        },
        new("mse", LossKind.MeanSquaredError, [NetworkEnd.Values]) { NamesElsewhere = "meansquarederror mseloss l2 l2loss euclidean" },
        new("mae", LossKind.MeanAbsoluteError, [NetworkEnd.Values]) { NamesElsewhere = "meanabsoluteerror maeloss l1 l1loss" },
        new("huber", LossKind.Huber, [NetworkEnd.Values], Positive("delta", "Delta")),
        new("smooth_l1", LossKind.SmoothL1, [NetworkEnd.Values], Positive("beta", "Beta")),
        new("hinge", LossKind.Hinge, [NetworkEnd.Values],
            Positive("margin", "Margin"), new LossSetting("squared", "Squared", ArgumentForm.Word, null, _ => true), s_classWeights),
        new("rbf", LossKind.RadialBasis, [NetworkEnd.RadialBasis]),
    ];

    /// <summary>The settings of all losses, each property once.</summary>
    public static IReadOnlyList<LossSetting> Settings { get; } =
        All.SelectMany(loss => loss.Settings).GroupBy(setting => setting.Property).Select(group => group.First()).ToArray();

    /// <summary>The setting of a word in text: the loss's own, or else any, so that it can be said whose it is; null for none.</summary>
    public static LossSetting? SettingOf(string loss, string word) =>
        (Find(loss)?.Settings ?? []).Concat(Settings).FirstOrDefault(setting => setting.Word == word);

    /// <summary>The loss of a word, which text writes as its own, an attribute as the enumeration's in small letters.</summary>
    public static LossDefinition? Find(string word) =>
        All.FirstOrDefault(loss => loss.Word == word || loss.Kind.ToString().ToLowerInvariant() == word);

    /// <summary>The loss of a kind.</summary>
    public static LossDefinition Of(LossKind kind) => All.First(loss => loss.Kind == kind);

    private static LossSetting Positive(string word, string property) =>
        new(word, property, ArgumentForm.Number, "above 0 and finite as a 32-bit float", value => value > 0 && IsNotNegative(value));

    private static LossSetting Weights(string word, string property) =>
        new(word, property, ArgumentForm.Numbers, NotNegative, IsNotNegative);

    private static bool IsNotNegative(double value) => value >= 0 && value <= float.MaxValue;
}
