using Cnn.Runtime;

namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    private readonly NotFiniteSearch? _search;

    // What the parameters and the optimizer's state were before the step.
    private readonly Arena? _parametersBefore;
    private readonly Arena? _stateBefore;

    // A step in which all is looked at: the gradients, and then, where they are finite, the update.
    private void RunAndLook(int count, int threads, bool updates)
    {
        bool changes = updates || _job.Accumulates;
        Keep(changes);
        _job.Updates = false;
        _job.Accumulates = changes;
        _team.Run(_job, threads);
        if (IsFinite(count))
        {
            if (updates)
                UpdateAndLook(count, threads);
            return;
        }
        PutBack(changes);
        // The sums have it as well.
        _sums.Clear();
        var found = InParameters(StepPart.Before);
        if (found is null)
        {
            _job.Accumulates = false;
            // What the steps leave is then theirs alone.
            _arena.Span.Clear();
            _freezing?.FillRecords(_arena.Span, _parameters.Arena.Span);
            found = _search!.Find(StepCount + 1, count, _freezing?.Steps, _job.RunAlone);
        }
        throw found ?? new NotFiniteException(
            StepCount + 1, StepPart.Update, null, "a batch norm's running statistics", float.PositiveInfinity, [], "");
    }

    private void UpdateAndLook(int count, int threads)
    {
        // One batch's mean is the batch's gradient, to the bit.
        _sums.Count(_job.Divisor, 0);
        _accumulatedUpdate.Step = StepCount;
        try
        {
            _team.Run(_accumulatedUpdate, threads);
        }
        finally
        {
            _sums.Clear();
        }
        LookAtUpdate();
    }

    private void LookAtUpdate()
    {
        var found = InParameters(StepPart.Update);
        for (int first = 0; found is null && first < _state.Length; first += _gradients.Length)
        {
            foreach (ParameterInfo parameter in _info.Parameters.Where(parameter => parameter.IsTrainable))
            {
                found ??= NotFiniteSearch.InParameter(
                    parameter, _state.Span.Slice(first, _gradients.Length), StepCount + 1, StepPart.Update, null,
                    $"what the optimizer keeps of {parameter.Name}");
            }
        }
        if (found is null)
            return;
        PutBack(changes: true);
        throw found;
    }

    private bool IsFinite(int count)
    {
        if (FiniteValues.IndexOfNotFinite(_arena.Span.Slice(_plan.LossOffset, count)) >= 0
            || FiniteValues.IndexOfNotFinite(_parameters.Arena.Span) >= 0)
        {
            return false;
        }
        foreach ((int begin, int end) in _update.Trained)
        {
            if (FiniteValues.IndexOfNotFinite(_gradients.Span[begin..end]) >= 0)
                return false;
        }
        return true;
    }

    private NotFiniteException? InParameters(StepPart part)
    {
        if (FiniteValues.IndexOfNotFinite(_parameters.Arena.Span) < 0)
            return null;
        foreach (ParameterInfo parameter in _info.Parameters)
        {
            if (NotFiniteSearch.InParameter(parameter, _parameters.Arena.Span, StepCount + 1, part, null, parameter.Name) is { } found)
                return found;
        }
        return null;
    }

    private void Keep(bool changes)
    {
        if (!changes)
            return;
        _parameters.Arena.Span.CopyTo(_parametersBefore!.Span);
        _state.Span.CopyTo(_stateBefore!.Span);
    }

    private void PutBack(bool changes)
    {
        if (!changes)
            return;
        _parametersBefore!.Span.CopyTo(_parameters.Arena.Span);
        _stateBefore!.Span.CopyTo(_state.Span);
    }
}
