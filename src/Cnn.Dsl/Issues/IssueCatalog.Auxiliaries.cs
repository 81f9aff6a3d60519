namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>Nothing follows an auxiliary classifier.</summary>
    public static readonly IssueDescriptor AuxiliaryIsLast = Error("CNN1022", "An auxiliary classifier is the last layer",
        "Nothing follows '{0}', so that the network's own output is missing",
        "Let the layers that lead to the output stand last.");

    /// <summary>An auxiliary classifier that has no layers of its own.</summary>
    public static readonly IssueDescriptor AuxiliaryWithoutLayers = Error("CNN1023", "An auxiliary classifier without layers",
        "'{0}' has no layers of its own: '{1}', where it ends, leads to the network's output too",
        "Give it layers that lead nowhere else, down to scores of its own.");

    /// <summary>A layer reads an auxiliary classifier or its output.</summary>
    public static readonly IssueDescriptor ReadsAuxiliary = Error("CNN1024", "A layer reads an auxiliary classifier",
        "'{0}' reads '{1}', where an auxiliary classifier ends", "Name the layer before the classifier.");

    /// <summary>An auxiliary classifier of another shape than the network's output.</summary>
    public static readonly IssueDescriptor AuxiliaryShape = Error("CNN2140", "An auxiliary classifier of another shape",
        "'{0}' ends in {1} and the network in {2}, and both losses are taken of the same targets",
        "Give both the same shape, a classifier the same number of classes.");

    /// <summary>An auxiliary classifier of another loss than the network's.</summary>
    public static readonly IssueDescriptor AuxiliaryLoss = Error("CNN2141", "An auxiliary classifier of another loss",
        "'{0}' ends in '{1}', whose loss is the {2}, and the network in '{3}', whose loss is the {4}; the targets are the same",
        "End both alike, for example in a softmax.");

    /// <summary>A layer outside of an auxiliary classifier that reads one inside of it.</summary>
    public static readonly IssueDescriptor ReadsIntoAuxiliary = Error(
        "CNN4022", "A layer inside an auxiliary classifier is read outside of it",
        "'{0}' stands inside an auxiliary classifier, whose layers are there for training only",
        "Read a layer outside of the braces, or move this one out of them.");

    /// <summary>An auxiliary classifier inside of one.</summary>
    public static readonly IssueDescriptor AuxiliaryInAuxiliary = Error("CNN4023", "An auxiliary classifier inside of another one",
        "'{0}' stands inside the braces of another auxiliary classifier", "Write one after the other.");

    private static IEnumerable<IssueDescriptor> Auxiliaries() =>
        [AuxiliaryIsLast, AuxiliaryWithoutLayers, ReadsAuxiliary, AuxiliaryShape, AuxiliaryLoss, ReadsIntoAuxiliary, AuxiliaryInAuxiliary];
}
