namespace Cnn.Dsl;

/// <summary>All optimizers of the runtime, with their words, settings, defaults and ranges, and the floats that they keep.</summary>
internal static class OptimizerCatalog
{
    /// <summary>The network's option that names the optimizer; those of its settings begin with it.</summary>
    public const string Option = NetworkDeclaration.OptimizerOption;

    /// <summary>The setting that every optimizer has first.</summary>
    public const string LearningRate = "LearningRate";

    // PyTorch refuses momenta below 0 only; Keras those above 1, too. From 1 on, steps grow without end.
    private static readonly OptimizerSetting s_momentum = Share("momentum", "Momentum", 0) with { AddsState = true };

    // PyTorch has no word for descent with momentum alone, and no default of one: 0.9 is the value of its own examples.
    private static readonly OptimizerSetting s_impliedMomentum = new(
        "momentum", "Momentum", 0.9, "above 0 and below 1 as a 32-bit float", value => value is > 0 and < 1) { IsImplied = true };

    private static readonly OptimizerSetting s_dampening = new(
        "dampening", "Dampening", 0, "from 0 to 1 as a 32-bit float", value => value is >= 0 and <= 1);

    private static readonly OptimizerSetting s_nesterov = Flag("nesterov", "Nesterov") with
    {
        Needs = s_momentum.Word, Excludes = s_dampening.Word,
    };

    private static readonly OptimizerSetting s_beta1 = Share("beta1", "Beta1", 0.9);

    private static readonly OptimizerSetting s_beta2 = Share("beta2", "Beta2", 0.999);

    private static readonly OptimizerSetting s_epsilon = Positive("eps", "Epsilon", 1e-8);

    private static readonly OptimizerSetting s_amsGrad = Flag("amsgrad", "AmsGrad") with { AddsState = true };

    private static readonly OptimizerSetting s_decay = NotNegative("weight_decay", "WeightDecay", 0);

    private static readonly OptimizerSetting s_clipNorm = Positive("clip_norm", "ClipNorm", null);

    /// <summary>What can be set of each.</summary>
    public static IReadOnlyList<OptimizerSetting> OfAll { get; } =
        [s_clipNorm, Positive("clip_value", "ClipValue", null) with { Excludes = s_clipNorm.Word }];

    /// <summary>The optimizers, in the order in which messages name them; the first one is that of a network that declares none.</summary>
    public static IReadOnlyList<OptimizerDefinition> All { get; } =
    [
        new(OptimizerKind.Momentum, "Sgd", 1, Rate(0.001), s_impliedMomentum, s_dampening, s_decay),
        new(OptimizerKind.Sgd, "Sgd", 0, Rate(0.001), s_momentum, s_dampening, s_nesterov, s_decay),
        new(OptimizerKind.Nesterov, "Sgd", 1, Rate(0.001), s_impliedMomentum, s_decay) { ImpliedFlag = s_nesterov.Property },
        new(OptimizerKind.AdaGrad, "Adagrad", 1, Rate(0.01),
            NotNegative("lr_decay", "LearningRateDecay", 0), NotNegative("initial_accumulator_value", "InitialAccumulator", 0),
            s_epsilon with { Default = 1e-10 }, s_decay),
        new(OptimizerKind.RmsProp, "RmsProp", 1, Rate(0.01),
            Share("alpha", "Alpha", 0.99), s_epsilon, s_momentum, Flag("centered", "Centered") with { AddsState = true }, s_decay),
        new(OptimizerKind.Adam, "Adam", 2, Rate(0.001), s_beta1, s_beta2, s_epsilon, s_amsGrad, s_decay),
        new(OptimizerKind.AdamW, "AdamW", 2, Rate(0.001), s_beta1, s_beta2, s_epsilon, s_amsGrad, s_decay with { Default = 0.01 }),
        new(OptimizerKind.NAdam, "NAdam", 2, Rate(0.002),
            s_beta1, s_beta2, s_epsilon, NotNegative("momentum_decay", "MomentumDecay", 0.004), s_decay),
        new(OptimizerKind.RAdam, "RAdam", 2, Rate(0.001), s_beta1, s_beta2, s_epsilon, s_decay),
        new(OptimizerKind.Adamax, "Adamax", 2, Rate(0.002), s_beta1, s_beta2, s_epsilon, s_decay),
        new(OptimizerKind.AdaDelta, "Adadelta", 2,
            Rate(1), Share("rho", "Rho", 0.9), s_epsilon with { Default = 1e-6 }, s_decay),
        new(OptimizerKind.Lion, "Lion", 1, Rate(0.0001), s_beta1, s_beta2 with { Default = 0.99 }, s_decay),
        new(OptimizerKind.Lars, "Lars", 1, Rate(0.001),
            s_momentum with { Default = 0.9, AddsState = false }, Positive("trust_coefficient", "TrustCoefficient", 0.001), s_decay),
        new(OptimizerKind.Lamb, "Lamb", 2, Rate(0.001), s_beta1, s_beta2, s_epsilon with { Default = 1e-6 }, s_decay),
    ];

    /// <summary>The settings of all optimizers, each property once.</summary>
    public static IReadOnlyList<OptimizerSetting> Settings { get; } =
        All.SelectMany(optimizer => optimizer.Settings).GroupBy(setting => setting.Property).Select(group => group.First()).ToArray();

    /// <summary>The optimizer of a word; null where there is none.</summary>
    public static OptimizerDefinition? Find(string word) => All.FirstOrDefault(optimizer => optimizer.Word == word);

    /// <summary>
    /// The setting of a word in text: the optimizer's own, or else any, so that it can be said whose it is; null for none.
    /// </summary>
    public static OptimizerSetting? SettingOf(string optimizer, string word) =>
        (Find(optimizer)?.Settings ?? []).Concat(Settings).FirstOrDefault(setting => setting.Word == word);

    private static OptimizerSetting Rate(double @default) => NotNegative("lr", LearningRate, @default);

    private static OptimizerSetting NotNegative(string word, string property, double @default) =>
        new(word, property, @default, "0 or more and finite as a 32-bit float", value => value >= 0 && value <= float.MaxValue);

    private static OptimizerSetting Positive(string word, string property, double? @default) =>
        new(word, property, @default, "above 0 and finite as a 32-bit float", value => value > 0 && value <= float.MaxValue);

    private static OptimizerSetting Share(string word, string property, double @default) =>
        new(word, property, @default, "at least 0 and below 1 as a 32-bit float", value => value is >= 0 and < 1);

    private static OptimizerSetting Flag(string word, string property) => new(word, property, 0, null, _ => true);
}
