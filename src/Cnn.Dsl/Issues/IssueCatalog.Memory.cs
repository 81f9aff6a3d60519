namespace Cnn.Dsl;

public static partial class IssueCatalog
{
    /// <summary>The arena, the weights or one map in blocks of 16 channels has too many floats to be addressed.</summary>
    public static readonly IssueDescriptor TooMuchMemory = Error("CNN3001", "The network takes more memory than can be addressed",
        "{0} would take {1} floats, and at most 2,147,483,575 can be addressed{2}",
        "Use a smaller batch, a stride, fewer or smaller layers.");

    /// <summary>An inference session takes more than its budget.</summary>
    public static readonly IssueDescriptor InferenceOverBudget = Error("CNN3002", "Inference takes more memory than its budget",
        "A prediction of {0} takes {1}: {2}; the budget allows {3}, and this is {4} more. It takes {5}",
        "Choose what is enough, or raise the budget.");

    /// <summary>A training session takes more than its budget.</summary>
    public static readonly IssueDescriptor TrainingOverBudget = Error("CNN3003", "Training takes more memory than its budget",
        "A training step of {0} takes {1}: {2}; the budget allows {3}, and this is {4} more. It takes {5}",
        "Choose what is enough, or raise the budget.");

    private static IEnumerable<IssueDescriptor> Memory() => [TooMuchMemory, InferenceOverBudget, TrainingOverBudget];
}
