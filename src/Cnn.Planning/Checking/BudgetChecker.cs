namespace Cnn.Planning;

/// <summary>Holds a network's memory budget against what its sessions really take.</summary>
internal static class BudgetChecker
{
    /// <summary>The budgets that are exceeded, each with the arithmetic and with what would save how much.</summary>
    public static IEnumerable<Issue> Check(NetworkDeclaration declaration, NetworkPlan plan, Work work)
    {
        var budget = MemoryBudget.Read(declaration, static _ => { });
        if (budget.Inference is { } inference && Exceeded(declaration, new(plan, false), inference, work) is { } prediction)
            yield return prediction;
        if (budget.Training is { } training && Exceeded(declaration, new(plan, true), training, work) is { } step) yield return step;
    }

    private static Issue? Exceeded(NetworkDeclaration declaration, PassMemory pass, Located<long> budget, Work work)
    {
        long over = pass.Session.Total - budget.Value;
        if (over <= 0) return null;
        var remedies = new MemoryRemedies(declaration, pass, budget.Value, work);
        var issue = Issue.At(
            budget.Range,
            pass.IsTraining ? IssueCatalog.TrainingOverBudget : IssueCatalog.InferenceOverBudget,
            Invariant.Format($"{pass.Batch} instance{(pass.Batch == 1 ? "" : "s")}"),
            MemorySize.Format(pass.Session.Total),
            Sum(pass),
            MemorySize.Format(budget.Value),
            MemorySize.Format(over),
            Remedy.Describe(remedies.All(), over));
        return remedies.LargestBatch is not { } batch
            ? issue
            : issue with { Properties = new(
                new IssueProperty(pass.IsTraining ? IssueProperty.Batch : IssueProperty.InferenceBatch, Invariant.Format($"{batch}"))) };
    }

    private static string Sum(PassMemory pass)
    {
        var (arena, weights, gradients, state) = pass.Session;
        string sum = $"{Invariant.Count(arena)} of tensors and scratch + {Invariant.Count(weights)} of weights";
        if (!pass.IsTraining) return sum;
        sum += $" + {Invariant.Count(gradients)} of gradients";
        return state == 0 ? sum : sum + $" + {Invariant.Count(state)} of the state of '{pass.Plan.Spec.Optimizer.Description}'";
    }
}
