namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>Not four numbers.</summary>
    public static readonly IssueDescriptor KsizeCount = Error("CNN2001", "ksize is not four numbers",
        "ksize has {0} numbers, and must have four: instances, height, width, channels", "Write four, for example [1, 2, 2, 1].");

    /// <summary>A number below one.</summary>
    public static readonly IssueDescriptor KsizeBelowOne = Error("CNN2002", "A number of ksize is below 1",
        "ksize[{0}] is {1}, and a window has at least 1 in each direction", "Write 1 or more.");

    /// <summary>Pooling over instances.</summary>
    public static readonly IssueDescriptor KsizeOverBatch = Error("CNN2003", "Pooling over the instances of a batch",
        "ksize[0] is {0}, and instances cannot be pooled", "Write 1 as the first number.");

    /// <summary>Pooling over space and depth at once.</summary>
    public static readonly IssueDescriptor KsizeSpaceAndDepth = Error("CNN2004", "Pooling over space and depth at once",
        "ksize {0} pools {1}x{2} pixels and {3} channels at once",
        "Pool over height and width (channels 1) or over channels (height and width 1), in two layers if both are wanted.");

    /// <summary>Not four numbers.</summary>
    public static readonly IssueDescriptor StridesCount = Error("CNN2011", "strides is not four numbers",
        "strides has {0} numbers, and must have four: instances, height, width, channels", "Write four, for example [1, 2, 2, 1].");

    /// <summary>A number below one.</summary>
    public static readonly IssueDescriptor StridesBelowOne = Error("CNN2012", "A number of strides is below 1",
        "strides[{0}] is {1}, and a window moves by at least 1", "Write 1 or more.");

    /// <summary>A stride over instances.</summary>
    public static readonly IssueDescriptor StridesOverBatch = Error("CNN2013", "A stride over the instances of a batch",
        "strides[0] is {0}, and no instance can be skipped", "Write 1 as the first number.");

    /// <summary>A stride over channels without a window over channels.</summary>
    public static readonly IssueDescriptor StridesOverDepth = Error("CNN2014", "A stride over channels in spatial pooling",
        "strides[3] is {0}, but ksize[3] is 1: this pools over height and width", "Write 1 as the last number.");

    /// <summary>A stride over space in pooling over depth.</summary>
    public static readonly IssueDescriptor StridesOverSpace = Error("CNN2015", "A stride over pixels in pooling over depth",
        "strides[{0}] is {1}, but this pools over channels", "Write 1 for height and width.");

    /// <summary>The depth window is not its stride.</summary>
    public static readonly IssueDescriptor DepthStride = Error("CNN2016", "A depth window that is not its stride",
        "The depth window is {0} and its stride {1}; over depth the two must be equal", "Write the same number for both.");

    /// <summary>Channels that the depth window does not divide.</summary>
    public static readonly IssueDescriptor DepthNotDivisible = Error("CNN2017", "Channels that a depth window does not divide",
        "{0} channels cannot be cut into windows of {1}: {0} = {2} x {1} + {3}", "Use a window that divides the channels.");

    /// <summary>Padding in pooling over depth.</summary>
    public static readonly IssueDescriptor DepthPadding = Error("CNN2018", "Padding in pooling over depth",
        "Pad {0} would pad pixels, but this pools over channels", "Leave the padding out.");

    /// <summary>An option of windows over pixels in pooling over depth.</summary>
    public static readonly IssueDescriptor DepthOption = Error("CNN2019", "An option of windows over pixels in pooling over depth",
        "'{0}' is about windows over pixels, but this pools over channels", "Leave it out.");

    /// <summary>The window does not fit.</summary>
    public static readonly IssueDescriptor WindowTooLarge = Error("CNN2101", "A window larger than its input",
        "The window's {0}, but the input's {1}", "Use a smaller window, more padding, or fewer poolings and strides before.");

    /// <summary>Pixels that no window reads.</summary>
    public static readonly IssueDescriptor UnreadPixels = Warning("CNN2102", "Pixels that no window reads",
        "{0} of the {1} pixels of each map are read by no window: {2}", "Use 'same', another stride or window, or an input that fits.");

    /// <summary>A pooling window that sees padding only.</summary>
    public static readonly IssueDescriptor WindowInPadding = Error("CNN2103", "A pooling window that sees nothing but padding",
        "Padding {0} at the {1} is not smaller than the window's {2}: a window there would see no pixel",
        "Use less padding than the window is large.");

    /// <summary>A tensor past the limit.</summary>
    public static readonly IssueDescriptor TooManyElements = Error("CNN2104", "A tensor of more than 2^31 - 1 elements",
        "{0} would have {1} elements, and at most 2,147,483,647 are possible",
        "Use a smaller input, fewer maps or a stride.");

    /// <summary>Maps of several heights or widths in a concatenation.</summary>
    public static readonly IssueDescriptor ConcatOfShapes = Error("CNN2106", "A concatenation of maps of several sizes",
        "'{0}' is {1} and '{2}' is {3}: they differ by {4}, and only maps of one height and width can be joined",
        "Give all branches the same strides and padding.");

    /// <summary>Several shapes in a sum.</summary>
    public static readonly IssueDescriptor SumOfShapes = Error("CNN2107", "A sum of several shapes",
        "'{0}' is {1} and '{2}' is {3}, and only equal shapes can be added; {4}",
        "Project one of them, as the shortcut of a residual, or add others.");

    /// <summary>Channels that the groups do not divide.</summary>
    public static readonly IssueDescriptor GroupsOfChannels = Error("CNN2110", "Channels that the groups do not divide",
        "{0} channels cannot be cut into {1} groups: {0} = {2} x {1} + {3}",
        "Use a number of groups that divides the channels and the maps.");

    /// <summary>Maps that the groups do not divide.</summary>
    public static readonly IssueDescriptor GroupsOfMaps = Error("CNN2111", "Maps that the groups do not divide",
        "{0} maps cannot be cut into {1} groups: {0} = {2} x {1} + {3}", "Use a number of groups that divides the maps and the channels.");

    /// <summary>Something in a table of connections that is no number.</summary>
    public static readonly IssueDescriptor ConnectSyntax = Error("CNN2112", "A table of connections that cannot be read",
        "What connect says of map {0} has '{1}' in it, and must be channel numbers with blanks between",
        "Write the channels of each map, and a comma between maps, for example \"0 1 2, 1 2 3\".");

    /// <summary>Another number of entries than maps.</summary>
    public static readonly IssueDescriptor ConnectCount = Error("CNN2113", "A table of connections for another number of maps",
        "connect has {0} entries, and there are {1} maps", "Write an entry for each map, with commas between.");

    /// <summary>A channel that does not exist.</summary>
    public static readonly IssueDescriptor ConnectChannel = Error("CNN2114", "A connection to a channel that does not exist",
        "Map {0} is connected to channel {1}, and the input's channels are 0 to {2}", "Name channels of the input; the first is 0.");

    /// <summary>A map without a connection.</summary>
    public static readonly IssueDescriptor ConnectNothing = Error("CNN2115", "A map that is connected to nothing",
        "Map {0} is connected to no channel", "Name a channel for it, or have fewer maps.");

    /// <summary>A channel twice.</summary>
    public static readonly IssueDescriptor ConnectTwice = Error("CNN2116", "A map that is connected to one channel twice",
        "Map {0} is connected to channel {1} twice", "Name each channel once.");

    /// <summary>A window over channels or pixels that has no middle.</summary>
    public static readonly IssueDescriptor EvenNormWindow = Error("CNN2120", "A normalization's window without a middle",
        "The window's size is {0}, and the value that is normalized stands in its middle: the size must be odd",
        "Write an odd number, for example 5.");

    /// <summary>Radial basis functions over a map.</summary>
    public static readonly IssueDescriptor RadialBasisOverMap = Error("CNN2122", "Radial basis functions over a map",
        "Radial basis functions read a vector, and their input is a map of {0}",
        "Put a dense layer, a flattening or a global pooling before them.");

    /// <summary>Radial basis functions are not the last layer.</summary>
    public static readonly IssueDescriptor RadialBasisNotLast = Error("CNN2123", "Radial basis functions that are not the last layer",
        "Radial basis functions '{0}' are followed by '{1}', and they can only end a network, where they meet the loss",
        "Move them to the end, or remove them.");

    /// <summary>An activation on a pooling that has no coefficients.</summary>
    public static readonly IssueDescriptor ActivationOfPooling = Error("CNN2121", "An activation on a pooling that is not trained",
        "'{0}' belongs to a trainable pooling, and this one has no coefficients",
        "Make the pooling a trainable one, or write the activation as a layer of its own.");

    /// <summary>A softmax over one value.</summary>
    public static readonly IssueDescriptor SoftmaxOfOne = Warning("CNN2135", "A softmax of one value",
        "Softmax '{0}' reads one value, and the softmax of one value is 1 whatever it is: the loss is 0, and nothing learns",
        "Write a sigmoid for a yes or no, as many values as there are classes, or nothing for a number.");

    /// <summary>An activation just before a softmax or sigmoid.</summary>
    public static readonly IssueDescriptor ActivationBeforeLoss = Warning("CNN2136", "An activation before the loss's own",
        "The {0} of '{1}' cuts off, or presses together, the scores that the {2} reads, so that differences between them are lost",
        "Leave it out.");

    /// <summary>A momentum as other frameworks mean it.</summary>
    public static readonly IssueDescriptor LargeMomentum = Warning(
        "CNN2137", "A batch norm's momentum that is probably meant the other way round",
        "The momentum of '{0}' is {1}, and is the weight of the last batch in the running averages, as in PyTorch; "
            + "in Keras and Caffe it is the weight of those before, and their {1} is {2} here",
        "Write that where theirs is meant.");

    /// <summary>A sum that reads one layer twice.</summary>
    public static readonly IssueDescriptor SumWithItself = Warning("CNN2138", "A sum of a layer with itself",
        "'{0}' adds '{1}' to itself, which doubles it", "Put layers into the residual, or leave it out.");

    /// <summary>Elements of a flattened map that are used by their numbers.</summary>
    public static readonly IssueDescriptor OrderLost = Error("CNN2156", "The order of a flattened map is lost",
        "'{0}' {1}; a network has the elements of a flattened map pixel by pixel, and weight files, which have them channel by channel, "
            + "would mean others",
        "Put the layer before the flattening, or a dense layer between them.");

    /// <summary>A network whose residual branches shall begin at 0, and that has none with a batch norm.</summary>
    public static readonly IssueDescriptor NoResidualNorm = Error("CNN2161", "No residual branch ends in a batch norm",
        "Network '{0}' asks for the last batch norm of each residual branch to begin at 0, and no branch of a sum ends in one",
        "Do not ask for it, or end the branches in a batch norm.");

    /// <summary>A batch norm that sees one value a channel.</summary>
    public static readonly IssueDescriptor NormOfOneValue = Error("CNN2155", "A batch norm over one value",
        "'{0}' has one value a channel, a vector's in a batch of 1: it is its own mean, so that the output is the same whatever it is, "
            + "and nothing before '{0}' learns",
        "Train with a batch of 2 or more, normalise a map of more than one pixel, leave the batch norm out, "
            + "or declare the network for predictions only.");

    /// <summary>A loss that the network's end does not fit.</summary>
    public static readonly IssueDescriptor LossMisfit = Error("CNN2142", "A loss that does not fit the last layer",
        "The loss '{0}' does not fit '{1}', the last layer, which is '{2}': it needs a network that ends in {3}",
        "End the network so, or declare another loss.");

    /// <summary>Weights of a loss for another number of outputs.</summary>
    public static readonly IssueDescriptor LossWeights = Error("CNN2143", "Weights of a loss for another number of outputs",
        "'{0}' has {1} numbers, and '{2}', the last layer, has {3} channels", "Write one number for each channel of the output.");

    private static IEnumerable<IssueDescriptor> Shapes() =>
    [
        KsizeCount, KsizeBelowOne, KsizeOverBatch, KsizeSpaceAndDepth, StridesCount, StridesBelowOne, StridesOverBatch, StridesOverDepth,
        StridesOverSpace,
        DepthStride, DepthNotDivisible, DepthPadding, DepthOption, WindowTooLarge, UnreadPixels, WindowInPadding, TooManyElements,
        ConcatOfShapes, SumOfShapes, GroupsOfChannels, GroupsOfMaps, ConnectSyntax, ConnectCount, ConnectChannel, ConnectNothing,
        ConnectTwice,
        EvenNormWindow, ActivationOfPooling, RadialBasisOverMap, RadialBasisNotLast,
        SoftmaxOfOne, ActivationBeforeLoss, LargeMomentum, SumWithItself,
        NormOfOneValue, OrderLost, NoResidualNorm, LossMisfit, LossWeights,
    ];
}
