namespace Cnn.Dsl;

/// <summary>
/// What other frameworks and languages call things, and how they are written here. Words that differ in capitals and underscores only are
/// one.
/// </summary>
internal static class ForeignWords
{
    // What is meant here, how it is written, and what others call it.
    private static readonly Word[] _layers =
    [
        new("'input'", "Write for example: input 28x28x1.", "inputlayer inputshape inputsize inputs data image images"),
        new("'conv'", "Write for example: conv 16 3x3.", "conv2d convolution convolution2d convolutional convlayer"),
        new("'conv'", "Write a kernel of one row, for example: conv 16 1x3.", "conv1d convolution1d"),
        new(
            "'depthwise'", "Write for example: depthwise 3x3.",
            "dwconv dwconv2d depthwiseconv depthwiseconv2d depthwiseconvolution convdw"),
        new(
            "a 'depthwise' and a 'conv'", "Write both, for example: depthwise 3x3 same, conv 16 1x1.",
            "separableconv separableconv2d separableconvolution depthwiseseparable depthwiseseparableconv sepconv sepconv2d"),
        new("'maxpool'", "Write for example: maxpool 2x2.", "maxpool1d maxpool2d maxpooling maxpooling2d maximumpool"),
        new(
            "'avgpool'", "Write for example: avgpool 2x2.",
            "avgpool1d avgpool2d avgpooling avgpooling2d averagepool averagepool2d averagepooling averagepooling2d meanpool "
            + "meanpooling"),
        new("'avgpool'", "Write for example: avgpool 2x2 trainable.", "subsampling subsample"),
        new("'maxpool' or 'avgpool'", "Write for example: maxpool 2x2.", "pool pool2d pooling pooling2d"),
        new(
            "'global_avgpool'", "Write it alone: global_avgpool.",
            "gap globalavgpool2d globalavgpooling globalaveragepool globalaveragepool2d globalaveragepooling globalaveragepooling2d"),
        new(
            "'global_maxpool'", "Write it alone: global_maxpool.",
            "gmp globalmaxpool2d globalmaxpooling globalmaxpooling2d"),
        new(
            "'global_avgpool' or 'global_maxpool'", "Write one of them alone: global_avgpool.",
            "globalpool globalpool2d globalpooling globalpooling2d"),
        new(
            "'global_avgpool' where its size is 1x1, and else 'avgpool'",
            "Write a window and a stride of the input's size / the output's size, from 14x14 to 7x7 for example: avgpool 2x2 stride 2.",
            "adaptiveavgpool adaptiveavgpool1d adaptiveavgpool2d adaptiveavgpooling2d adaptiveaveragepool adaptiveaveragepool2d "
            + "adaptiveaveragepooling adaptiveaveragepooling2d adaptivepool adaptivepool2d"),
        new(
            "'global_maxpool' where its size is 1x1, and else 'maxpool'",
            "Write a window and a stride of the input's size / the output's size, from 14x14 to 7x7 for example: maxpool 2x2 stride 2.",
            "adaptivemaxpool adaptivemaxpool1d adaptivemaxpool2d adaptivemaxpooling adaptivemaxpooling2d"),
        new("'dense'", "Write for example: dense 10.", "linear fc fullyconnected innerproduct ip affine gemm matmul lazylinear perceptron"),
        new(
            "'batchnorm'", "Write for example: batchnorm momentum 0.1.",
            "bn batchnorm1d batchnorm2d batchnormalization batchnormalisation spatialbn"),
        new(
            "'lrn'", "Write for example: lrn size 5.",
            "localresponsenorm localresponsenormalization localresponsenormalisation responsenorm crossmaplrn crossmaplrn2d "
            + "localnorm"),
        new("'dropout'", "Write for example: dropout 0.5.", "drop"),
        new("'flatten'", "Write it alone: flatten. A 'dense' layer flattens by itself.", "reshape view squeeze ravel"),
        new(
            "'softmax'", "Write it alone and last: training takes the logarithm itself.",
            "logsoftmax crossentropy crossentropyloss softmaxwithloss categoricalcrossentropy nllloss"),
        new(
            "'sigmoid'", "Write it alone and last: training then minimises the binary cross-entropy.",
            "bceloss bcewithlogitsloss binarycrossentropy"),
        new(
            "'add'", "Write the names of what it adds, for example: add conv1 conv2.",
            "sum eltwise elementwise elementwiseadd addition addn plus"),
        new(
            "'concat'", "Write the names of what it joins, for example: concat conv1 conv2.",
            "concatenate concatenation cat route depthconcat filterconcat concatv2"),
        new(
            "'add' or 'concat'", "Write the names of what is added, or joined map after map, for example: concat conv1 conv2.",
            "merge mergelayer join combine"),
        new(
            "'residual'", "Write for example: residual relu { conv 16 3x3 same }.",
            "skip skipconnection shortcutconnection resblock residualblock basicblock"),
        new("'pad'", "Write for example: pad 1.", "zeropad zeropad2d zeropadding zeropadding2d padding constantpad constantpad2d"),
        new("the function's own name", "Write for example: relu.", "activation act nonlinearity"),
        new("'aux'", "Write for example: aux 0.3 { dense 10, softmax }.", "auxiliary auxhead auxclassifier"),
        new("nothing at all", "Leave it out: what changes nothing is no layer.", "identity identitylayer passthrough noop"),
        new("'rbf'", "Write for example: rbf 10.", "radialbasis radialbasisfunction euclideanrbf"),
    ];

    private static readonly Word[] _activations =
    [
        new("'relu'", "Write it so.", "rectifier rectify rectified rectifiedlinear relulayer"),
        new("'leakyrelu'", "Write it so; its slope is 0.01 and fixed.", "leaky lrelu leakyrectify"),
        new("'sigmoid'", "Write it so.", "logistic sigm"),
        new("'tanh'", "Write it so.", "hyperbolictangent tanhyperbolic"),
        new("'scaledtanh'", "Write it so.", "stanh lecuntanh"),
        new("'silu'", "Write it so.", "swish swish1"),
        new("'hardswish'", "Write it so.", "hswish"),
        new("'prelu'", "Write it so.", "parametricrelu preluactivation"),
    ];

    // What a layer must have (an option, or an argument without a word) for the advice to hold for it; null where it holds for any.
    private static readonly Word[] _options =
    [
        new("'stride'", "Write for example: stride 2.", "strides step steps subsample stridesize strideh stridew", "stride"),
        new(
            "'same', 'valid' or 'pad'", "Write same or valid alone, or for example: pad 1.",
            "padding pads paddings padtype autopad paddingmode padh padw", "pad"),
        new("'dilation'", "Write for example: dilation 2.", "dilations dilationrate dilationsize atrous atrousrate rate", "dilation"),
        new("'groups'", "Write for example: groups 2.", "group numgroups ngroups numgroup featuregroupcount cardinality", "groups"),
        new(
            "the function's own name", "Write it alone, for example: relu.",
            "activation act activ nonlinearity nonlin activationfunction activationfn actfn", "activation"),
        new("nothing at all", "Leave it out: without an activation there is none.", "linear none identity noactivation", "activation"),
        new(
            "'bias' or 'nobias'", "Write one of them alone: nobias for a layer without.",
            "usebias hasbias biases biasterm withbias withoutbias true false", "bias"),
        new(
            "the first number", "Write it without a word, for example: conv 16 3x3.",
            "maps filters numfilters nfilters nbfilter outchannels outputchannels numoutput nout features featuremaps "
            + "kernels", "maps"),
        new(
            "the first number", "Write it without a word, for example: dense 10.",
            "outputs units numunits nunits neurons outfeatures outputfeatures numoutput nout features classes numclasses "
            + "outputdim", "outputs"),
        new(
            "what stands first after the maps", "Write rows and columns without a word, for example: 3x3.",
            "kernel kernelsize kernelshape ksize filter filtersize receptivefield window windowsize size k", "kernel"),
        new(
            "what stands first", "Write rows and columns without a word, for example: 2x2.",
            "window windowsize pool poolsize poolingsize kernel kernelsize kernelshape size k", "window"),
        new(
            "the number after it", "Write it without a word, for example: dropout 0.5, the share that is dropped.",
            "rate p prob probability ratio dropprob droprate dropoutrate dropoutratio keepprob", "rate"),
        new("'epsilon'", "Write for example: epsilon 1e-5.", "eps varianceepsilon", "epsilon"),
        new(
            "'momentum'", "Write for example: momentum 0.1, the weight of the batch, where the decay is 0.9.",
            "decay averagedecay movingaveragefraction ema", "momentum"),
        new(
            "always true", "Leave it out: batch normalisation always learns a scale and a shift of each map.",
            "affine elementwiseaffine center centre scale shift usescale usebias gamma beta learnable trainable", "momentum"),
        new(
            "always true", "Leave it out: training always averages the batches, and inference reads these averages.",
            "trackrunningstats runningstats useglobalstats", "momentum"),
        new(
            "'init'", "Write for example: init he_normal.",
            "initializer initialiser initialization kernelinitializer weightinitializer weightinit winit", "init"),
        new("'zero_gamma'", "Write it alone: zero_gamma.", "zeroinitresidual zerogammas gammainitializer", "zero_gamma"),
        new("'multiplier'", "Write for example: multiplier 2.", "depthmultiplier channelmultiplier", "multiplier"),
        new("'ceil'", "Write it alone: ceil.", "ceilmode roundup", "ceil"),
        new("'count_pad'", "Write it alone: count_pad.", "countincludepad includepad", "count_pad"),
        new("'deviation'", "Write for example: deviation 0.229 0.224 0.225.", "std stds stddev stdev standarddeviation sigma", "deviation"),
        new("'mean'", "Write for example: mean 0.485 0.456 0.406.", "means mu", "mean"),
        new("'size'", "Write for example: size 5.", "n localsize nsize windowsize depthradius radius", "size"),
        new("'k'", "Write for example: k 2.", "bias knorm", "k"),
        new("'from'", "Write for example: from conv1.", "bottom inputfrom reads source src"),
        new("what stands before the layer", "Write for example: scores: dense 10.", "name label id"),
        new(
            "nothing at all", "Leave it out: it follows from the layer before.",
            "inchannels inputchannels infeatures inputfeatures inputshape inputdim indim nin "
            + "numfeatures"),
        new("nothing at all", "Leave it out: maps are always height, width, channels.", "dataformat channelslast channelsfirst layout"),
    ];

    private static readonly Word[] _networkOptions =
    [
        new("'batch'", "Write for example: batch 64.", "batchsize minibatch minibatchsize trainbatch trainbatchsize bs"),
        new(
            "'inference_batch'", "Write for example: inference_batch 8.",
            "inferencebatchsize testbatch testbatchsize predictbatch evalbatch"),
        new("'optimizer'", "Write for example: optimizer adam.", "optim solver updater"),
        new("'init'", "Write for example: init he_normal.", "initializer initialiser initialization weightinit kernelinitializer"),
        new("'zero_gamma'", "Write it alone: zero_gamma.", "zeroinitresidual"),
        new(
            "'budget'", "Write for example: budget training 64 MB.",
            "memory memorybudget memorylimit maxmemory trainingbudget inferencebudget"),
        new("'loss'", "Write for example: loss cross_entropy smoothing 0.1.", "lossfunction criterion objective lossfn"),
        new("told in C#", "Evaluation has them: accuracy, the confusion matrix, precision and recall.", "metrics"),
        new("a setting of 'optimizer'", "Write it behind the optimizer's word: optimizer sgd lr 0.01.",
            "lr learningrate baselr weightdecay"),
        new("told in C#", "Give it to the trainer there: Epochs = 10.", "epochs numepochs maxepochs epoch"),
    ];

    private static readonly Word[] _optimizerSettings =
    [
        new("'lr'", "Write for example: lr 0.01.", "learningrate rate stepsize baselr"),
        new("'beta1' and 'beta2'", "Write for example: beta1 0.9 beta2 0.999.", "betas beta"),
        new("'eps'", "Write for example: eps 1e-8.", "epsilon"),
        new("'weight_decay'", "Write for example: weight_decay 5e-4.", "weightdecay decay wd l2"),
        new("'centered'", "Write it alone: centered.", "centred"),
        new("'nesterov'", "Write it alone: nesterov.", "usenesterov nesterovmomentum"),
        new("'clip_norm'", "Write for example: clip_norm 1.", "clipgradnorm clipnorm globalclipnorm maxgradnorm"),
        new("'clip_value'", "Write for example: clip_value 0.5.", "clipgradvalue clipvalue"),
        new("'lr_decay'", "Write for example: lr_decay 1e-4.", "learningratedecay"),
        new("'initial_accumulator_value'", "Write for example: initial_accumulator_value 0.1.", "initialaccumulator"),
        new("'trust_coefficient'", "Write for example: trust_coefficient 1e-3.", "trustcoeff eeta eta"),
    ];

    private static readonly Word[] _lossSettings =
    [
        new("'smoothing'", "Write for example: smoothing 0.1.", "labelsmoothing smooth"),
        new("'weights'", "Write for example: weights 1 2.5 3.", "weight classweight classweights"),
        new("'ignore'", "Write for example: ignore -100.", "ignoreindex ignoredlabel ignoreclass ignorelabel"),
        new("'positive'", "Write for example: positive 4.", "posweight posweights positiveweight positiveweights"),
        new("'squared'", "Write it alone: squared.", "square"),
    ];

    private static readonly HashSet<string> _absentActivations = Lacking(
        "relu6 relu1 relun crelu rrelu prelu selu celu mish softplus softsign softshrink hardshrink tanhshrink "
        + "hardsigmoid hsigmoid hardtanh htanh logsigmoid thresholdedrelu threshold glu geglu swiglu reglu maxout "
        + "quickgelu gelutanh gelunew geluapprox bentidentity snake sin sine exp exponential square abs relu2 relusquared "
        + "squaredrelu");

    private static readonly HashSet<string> _absentLayers = Lacking(
        "deconv deconv2d deconvolution convtranspose convtranspose2d conv2dtranspose transposedconv transposeconv "
        + "upconv upsample upsampling upsampling2d resize interpolate unpool pixelshuffle conv3d maxpool3d maxpooling3d "
        + "avgpool3d batchnorm3d layernorm layernormalization groupnorm groupnormalization instancenorm instancenorm2d "
        + "rmsnorm spectralnorm weightnorm lstm gru rnn simplernn embedding attention multiheadattention selfattention "
        + "dropout1d dropout2d spatialdropout spatialdropout2d alphadropout gaussiandropout gaussiannoise multiply mul "
        + "scale subtract maximum minimum average unflatten permute transpose locallyconnected2d lambda crop cropping2d slice split "
        + "reorg yolo detection softmin softmax2d sparsemax gumbelsoftmax minpool minpool2d lppool lppool2d "
        + "fractionalmaxpool stochasticpool instancenormalization");

    private static readonly HashSet<string> _slopes = Words("alpha slope negativeslope negslope leak leakiness leakage a");

    private static readonly IReadOnlyDictionary<string, Word> _layersByKey = ByKey(_layers.Concat(_activations).Concat(LayerCatalog.All
        .Where(layer => layer.NamesElsewhere.Length > 0)
        .Select(layer => new Word($"'{layer.Keyword}'", $"Write for example: {layer.Example}.", layer.NamesElsewhere))));
    private static readonly IReadOnlyDictionary<string, Word> _networkOptionsByKey = ByKey(_networkOptions);
    private static readonly IReadOnlyDictionary<string, Word> _optimizerSettingsByKey = ByKey(_optimizerSettings);
    private static readonly IReadOnlyDictionary<string, Word> _lossSettingsByKey = ByKey(_lossSettings);
    private static readonly ILookup<string,
    Word> _optionsByKey = _options.Concat(_activations.Select(word => word with { Needs = "activation" }))
        .SelectMany(word => word.Others.Split(' '), (word, other) => (Other: other, Word: word))
        .ToLookup(pair => pair.Other, pair => pair.Word, StringComparer.Ordinal);

    /// <summary>A thing that is called otherwise elsewhere.</summary>
    /// <param name="Ours">What it is here.</param>
    /// <param name="Advice">How it is written.</param>
    /// <param name="Others">What others call it, as keys with blanks between.</param>
    /// <param name="Needs">The option or argument that a layer must have.</param>
    internal sealed record Word(string Ours, string Advice, string Others, string? Needs = null);

    /// <summary>What makes two words one: <c>nn.MaxPool2d</c> and <c>max_pool2d</c> are <c>maxpool2d</c>.</summary>
    public static string Key(string word) => Spelling.Key(word);

    /// <summary>The layer that others call so.</summary>
    public static Word? Layer(string key) => _layersByKey.TryGetValue(key, out var word) ? word : null;

    /// <summary>The option of a network that others call so.</summary>
    public static Word? NetworkOption(string key) => _networkOptionsByKey.TryGetValue(key, out var word) ? word : null;

    /// <summary>The setting of an optimizer that others call so.</summary>
    public static Word? OptimizerSetting(string key) => _optimizerSettingsByKey.TryGetValue(key, out var word) ? word : null;

    /// <summary>The setting of a loss that others call so.</summary>
    public static Word? LossSetting(string key) => _lossSettingsByKey.TryGetValue(key, out var word) ? word : null;

    /// <summary>The option of a layer that others call so; of any layer where none is given.</summary>
    public static Word? Option(string key, LayerSyntax? syntax) =>
        _optionsByKey[key].FirstOrDefault(word => word.Needs is null || syntax is null
            || syntax.Options.Any(option => option.Keyword == word.Needs || option.Argument == word.Needs)
            || syntax.Positionals.Any(positional => positional.Argument == word.Needs));

    /// <summary>
    /// What to do with a number that others give to an activation, and that is fixed here; null where others give none either.
    /// </summary>
    public static string? FixedNumber(string activation) => activation switch
    {
        "leakyrelu" => "Write it alone: its slope is 0.01 and fixed.",
        "elu" => "Write it alone: its alpha is 1 and fixed.",
        "scaledtanh" => "Write it alone: its numbers are 1.7159 and 2/3, and fixed.",
        _ => null,
    };

    /// <summary>Whether others call the number of an activation so.</summary>
    public static bool IsSlope(string key) => _slopes.Contains(key);

    /// <summary>Whether others have an activation of this name, for which nothing of the language can stand.</summary>
    public static bool IsAbsentActivation(string key) => _absentActivations.Contains(key);

    /// <summary>Whether others have a layer of this name, for which nothing of the language can stand.</summary>
    public static bool IsAbsentLayer(string key) => _absentLayers.Contains(key);

    /// <summary>How what others write with this character is written here; null where that is not known.</summary>
    public static string? Character(string character) => character switch
    {
        "=" => "A value stands behind its word with a blank between: stride 2.",
        ";" => "Separate statements by commas or line ends.",
        "[" or "]" => "Write the numbers of a list with blanks between, and no brackets.",
        "\\" => "Write the statement on one line: it cannot go on over the end of its line.",
        "'" or "`" or "“" or "”" or "„" => "Names and texts stand between double quotation marks.",
        "|" => "Write one layer after the other, with commas or line ends between.",
        "%" => "Write a share of 1 instead of a percentage: 0.5.",
        "×" => "Write a small x without blanks: 5x5.",
        _ => null,
    };

    private static IReadOnlyDictionary<string, Word> ByKey(IEnumerable<Word> words) =>
        words.SelectMany(word => word.Others.Split(' '), (word, other) => (Other: other, Word: word))
            .ToDictionary(pair => pair.Other, pair => pair.Word, StringComparer.Ordinal);

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    // A word that became the language's, or that one of its layers answers to, is lacking no longer.
    private static HashSet<string> Lacking(string words)
    {
        var lacking = Words(words);
        foreach (var layer in LayerCatalog.All)
        {
            lacking.Remove(Key(layer.Keyword));
            lacking.ExceptWith(layer.NamesElsewhere.Split(' '));
        }
        return lacking;
    }
}
