namespace Cnn.Planning;

/// <summary>What makes a network addressable that is not: a smaller batch, or no training where it is only to predict.</summary>
internal static class AddressRemedies
{
    /// <summary>The issue with what would be enough, as words and for programs.</summary>
    /// <param name="declaration">The network as it is written.</param>
    /// <param name="issue">What is too large; the last of its arguments takes the words.</param>
    /// <param name="spec">The network.</param>
    /// <param name="plan">Its plan; null where it could not be planned.</param>
    /// <param name="work">Ticks for what is planned.</param>
    public static Issue Add(NetworkDeclaration declaration, Issue issue, NetworkSpec spec, NetworkPlan? plan, Work work)
    {
        var pass = plan is null ? null : PassThatIsTooLarge(plan);
        int? batch = pass?.LargestAddressedBatch();
        string words = "";
        if (batch is { } fits)
        {
            words = Invariant.Format($"; {(pass!.IsTraining ? "a batch" : "an inference batch")} of {fits} would fit");
            string property = pass.IsTraining ? IssueProperty.Batch : IssueProperty.InferenceBatch;
            issue = issue with { Properties = new(new IssueProperty(property, Invariant.Format($"{fits}"))) };
        }
        if (FitsWithoutTraining(spec, plan, work))
            words += $"; a network that only predicts would fit ({(declaration.IsText ? "inference_only" : "Training = false")})";
        return issue with { Arguments = issue.Arguments.Take(issue.Arguments.Count - 1).Append(words).ToEquatableArray() };
    }

    private static PassMemory? PassThatIsTooLarge(NetworkPlan plan) =>
        !AddressChecker.CanBeAddressed(plan.Inference) ? new(plan, isTraining: false)
        : plan.TrainingIfAny is { } training && !AddressChecker.CanBeAddressed(training) ? new(plan, isTraining: true)
        : null;

    private static bool FitsWithoutTraining(NetworkSpec spec, NetworkPlan? plan, Work work)
    {
        if (!spec.Trains) return false;
        var predicting = spec with { Batch = 0 };
        if (AddressChecker.TooLarge(predicting, work) is not null) return false;
        // The plan of inference is the same with training beside it.
        plan = plan is null ? Planner.PlanMemory(predicting, work) : plan with { Spec = predicting, TrainingIfAny = null };
        return AddressChecker.TooLarge(plan) is null;
    }
}
