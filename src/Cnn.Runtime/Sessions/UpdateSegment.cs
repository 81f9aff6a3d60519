namespace Cnn;

/// <summary>Packed parameters that lie beside one another and are updated with the same settings.</summary>
/// <param name="Begin">The first float.</param>
/// <param name="End">Past the last one.</param>
/// <param name="LearningRateFactor">On the optimizer's rate.</param>
/// <param name="WeightDecay">What decays them.</param>
internal readonly record struct UpdateSegment(int Begin, int End, float LearningRateFactor, float WeightDecay)
{
    /// <summary>All that are trained, in order, with nothing between: what fills a tensor's end up belongs to it.</summary>
    /// <param name="info">The network.</param>
    /// <param name="optimizer">Whose settings and groups they are.</param>
    /// <param name="byTensor">Whether each tensor is a segment of its own.</param>
    /// <exception cref="ArgumentException">A group's pattern names no parameter that is trained.</exception>
    public static UpdateSegment[] Of(NetworkInfo info, Optimizer optimizer, bool byTensor)
    {
        ParameterInfo[] trained = [.. info.Parameters.Where(parameter => parameter.IsTrainable).OrderBy(parameter => parameter.Offset)];
        CheckPatterns(info, optimizer, trained);
        List<UpdateSegment> segments = [];
        for (int i = 0; i < trained.Length; i++)
        {
            ParameterGroup? group = optimizer.Groups.FirstOrDefault(group => group.Names(trained[i].Name));
            UpdateSegment next = new(
                i == 0 ? 0 : segments[^1].End,
                i + 1 < trained.Length ? trained[i + 1].Offset : info.TrainableFloats,
                group?.LearningRateFactor ?? 1,
                group?.WeightDecay ?? optimizer.WeightDecay);
            if (!byTensor && i > 0 && segments[^1] is var last && last == next with { Begin = last.Begin, End = last.End })
                segments[^1] = last with { End = next.End };
            else
                segments.Add(next);
        }
        return [.. segments];
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
