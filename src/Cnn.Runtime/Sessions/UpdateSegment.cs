namespace Cnn;

/// <summary>Packed parameters that lie beside one another and are updated with the same settings.</summary>
/// <param name="Begin">The first float.</param>
/// <param name="End">Past the last one.</param>
/// <param name="LearningRateFactor">On the optimizer's rate.</param>
/// <param name="WeightDecay">What decays them.</param>
internal readonly record struct UpdateSegment(int Begin, int End, float LearningRateFactor, float WeightDecay)
{
    /// <summary>
    /// All that are trained and not frozen, in order: what fills a tensor's end up belongs to it, so that there is nothing between two that
    /// are neighbours.
    /// </summary>
    /// <param name="info">The network.</param>
    /// <param name="optimizer">Whose settings and groups they are.</param>
    /// <param name="byTensor">Whether each tensor is a segment of its own.</param>
    /// <exception cref="ArgumentException">A group's pattern names no parameter that is trained, or all are frozen.</exception>
    public static UpdateSegment[] Of(NetworkInfo info, Optimizer optimizer, bool byTensor)
    {
        ParameterInfo[] trained = [.. info.Parameters.Where(parameter => parameter.IsTrainable).OrderBy(parameter => parameter.Offset)];
        CheckPatterns(info, optimizer, trained);
        List<UpdateSegment> segments = [];
        for (int i = 0; i < trained.Length; i++)
        {
            ParameterGroup? group = optimizer.GroupOf(trained[i].Name);
            if (group is { Frozen: true })
                continue;
            UpdateSegment next = new(
                i == 0 ? 0 : trained[i].Offset,
                i + 1 < trained.Length ? trained[i + 1].Offset : info.TrainableFloats,
                group?.LearningRateFactor ?? 1,
                group?.WeightDecay ?? optimizer.WeightDecay);
            if (!byTensor && segments.Count > 0 && segments[^1] is var last && last.End == next.Begin
                && last == next with { Begin = last.Begin, End = last.End })
                segments[^1] = last with { End = next.End };
            else
                segments.Add(next);
        }
        if (segments.Count == 0 && trained.Length > 0)
        {
            throw new ArgumentException(
                $"The optimizer's groups freeze every parameter of {info.Name}, so that there is nothing to train: leave out of their "
                + "patterns what is to change. To predict only, make an inference session.");
        }
        return [.. segments];
    }

    /// <summary>The stretches that segments cover, those that meet joined.</summary>
    public static (int Begin, int End)[] Stretches(IEnumerable<UpdateSegment> segments)
    {
        List<(int Begin, int End)> stretches = [];
        foreach (UpdateSegment segment in segments)
        {
            if (stretches.Count > 0 && stretches[^1].End == segment.Begin)
                stretches[^1] = (stretches[^1].Begin, segment.End);
            else
                stretches.Add((segment.Begin, segment.End));
        }
        return [.. stretches];
    }

    private static void CheckPatterns(NetworkInfo info, Optimizer optimizer, ParameterInfo[] trained)
    {
        foreach (string pattern in optimizer.Groups.SelectMany(group => group.Patterns))
        {
            if (trained.Any(parameter => ParameterGroup.Matches(pattern, parameter.Name)))
                continue;
            string found = info.Parameters.Any(parameter => ParameterGroup.Matches(pattern, parameter.Name))
                ? "only such as are not trained"
                : "none";
            throw new ArgumentException(
                $"The optimizer's group \"{pattern}\" names no parameter of {info.Name} that is trained: found {found} among "
                + string.Join(", ", info.Parameters.Take(ShownNames).Select(parameter => parameter.Name))
                + (info.Parameters.Count > ShownNames ? ", …. " : ". ") + "'*' stands for any characters, '?' for one.");
        }
    }

    /// <summary>As many names as a message can hold.</summary>
    private const int ShownNames = 12;
}
