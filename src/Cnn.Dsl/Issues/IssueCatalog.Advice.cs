namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>A kernel in whose place several small ones would cost less.</summary>
    public static readonly IssueDescriptor LargeKernel = Advice("CNN5001", "A kernel that costs more than small ones",
        "'{0}' sees {1}x{1} pixels with {2} parameters and {3} multiply-adds; {4} layers of 3x3 see as much with {5} and {6}",
        "Stack 3x3 convolutions, with an activation after each.");

    /// <summary>Scores that no softmax reads.</summary>
    public static readonly IssueDescriptor NoSoftmax = Advice("CNN5002", "A classifier without softmax",
        "The {1} outputs of '{0}' end the network without a softmax, so that training minimises the mean squared error of numbers",
        "Add a softmax if they are the scores of classes; if they are numbers, leave it as it is.");

    /// <summary>Dropout of the network's own output.</summary>
    public static readonly IssueDescriptor DropoutAtEnd = Advice("CNN5003", "A dropout after the last layer",
        "Dropout '{0}' drops outputs of the network, and nothing after it learns to do without them",
        "Put it before the last layer with weights, or remove it.");

    /// <summary>Padding that no window reads.</summary>
    public static readonly IssueDescriptor UnreadPadding = Advice("CNN5004", "Padding that no window reads",
        "The last window of '{0}' ends before {1} of its padding; '{2}' gives the same output", "Pad less.");

    private static IEnumerable<IssueDescriptor> Advices() => [LargeKernel, NoSoftmax, DropoutAtEnd, UnreadPadding];
}
