namespace Cnn;

/// <remarks>Whether what was trained is still numbers.</remarks>
internal sealed partial class TrainerRun<TNetwork>
{
    private void CheckEvaluation(double loss, StepRate rate)
    {
        // Whoever ended the session may have trained the parameters meanwhile that were evaluated.
        _session.ThrowIfEnded();
        if (!double.IsFinite(loss))
            throw TrainingDivergedException.OfTest(loss, _state.Epoch, _state.Step, rate);
    }

    private void CheckParameters(float loss, StepRate rate)
    {
        if (_session.FindNotFinite() is { } found)
            throw TrainingDivergedException.Of(found, _state.Epoch, _state.Step, loss, rate);
    }

    /// <summary>No step follows that would see what finite weights make of the images.</summary>
    private void CheckLastBatch(int count, float loss, StepRate rate)
    {
        float last = _batches.ComputeGradients(_session, count);
        if (!float.IsFinite(last))
            throw TrainingDivergedException.OfLastBatch(last, _state.Epoch, _state.Step, rate);
        CheckPredictions(_batches.Images(count), loss, rate);
    }

    /// <summary>
    /// A batch norm makes numbers of any size small by the statistics of their batch. A model has the running ones, which lag behind.
    /// </summary>
    private void CheckPredictions(ReadOnlySpan<float> images, float loss, StepRate rate)
    {
        if (TNetwork.Info is { Folds.Count: 0, Prepared.Count: 0 })
            return;
        using InferenceSession<TNetwork>? own = _evaluation is null ? NewEvaluation() : null;
        InferenceSession<TNetwork> session = _evaluation ?? own!;
        session.Model.Refresh();
        if (session.Model.FindNotFinite() is { } found)
            throw TrainingDivergedException.Of(found, _state.Epoch, _state.Step, loss, rate);
        if (session.FindLogitNotFinite(images) is { } logit)
            throw TrainingDivergedException.OfPrediction(logit, _state.Epoch, _state.Step, loss, rate);
    }
}
