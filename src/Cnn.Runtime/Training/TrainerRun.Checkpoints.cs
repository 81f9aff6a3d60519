namespace Cnn;

/// <remarks>Where the run goes on from, and what it saves.</remarks>
internal sealed partial class TrainerRun<TNetwork>
{
    private void Resume(string path)
    {
        _state = _session.LoadCheckpoint(path, trainer => ReadState(path, trainer), Average);
        _rate.Restore(_state.Rate);
        foreach (EpochResult result in _state.Results)
            AddLoss(result);
    }

    private TrainerState ReadState(string path, string? trainer)
    {
        string shown = VisibleText.Of(path);
        TrainerState state = TrainerState.FromJson(path, trainer ?? throw new WeightFileException(
            path, "expected a trainer's checkpoint, found that of a session of your own; go on from it with LoadCheckpoint."));
        if (state.Seed != _state.Seed)
            throw Contradiction(shown, "Seed", state.Seed, _state.Seed);
        // Where the rate had got to is the checkpoint's; another one to begin with would be lost.
        if (state.LearningRate != _state.LearningRate)
            throw Contradiction(shown, "optimizer's first learning rate", state.LearningRate, _state.LearningRate);
        if (state.BatchSize != _state.BatchSize)
            throw Contradiction(shown, "batch", state.BatchSize, _state.BatchSize);
        if (state.Images != _state.Images)
            throw Contradiction(shown, "number of training images", state.Images, _state.Images);
        if (state.BestBy != _state.BestBy)
            throw Contradiction(shown, "number that the best epoch is the best by (BestBy)", state.BestBy, _state.BestBy);
        if (_options.RestoreBest && state.BestEpoch > 0)
            _best = LoadBest(shown, _folder!.BestOf(state.BestEpoch));
        return state;
    }

    private static NetworkParameters LoadBest(string newest, string path)
    {
        try
        {
            return NetworkParameters.Load(TNetwork.Info, path);
        }
        catch (FileNotFoundException exception)
        {
            throw new FileNotFoundException(
                $"{VisibleText.Of(path)}: expected the best epoch's parameters, which RestoreBest asks for and {newest} names, found no "
                + "file: put it back, or go on without RestoreBest.", path, exception);
        }
    }

    private static ArgumentException Contradiction(string path, string what, object saved, object given) =>
        new(FormattableString.Invariant(
            $"{path}: the {what} of this run is {given}, and that of the checkpoint {saved}: go on with the same, or begin in ")
            + "another folder.");

    private void Save()
    {
        if (_folder is null)
            return;
        if (_savedSteps == _session.StepCount)
            return;
        Save(_folder.PathOf(_session.StepCount));
        _savedSteps = _session.StepCount;
        _folder.Prune(_state.BestEpoch);
    }

    private void SaveBest()
    {
        if (_folder is not null)
            Save(_folder.BestOf(_state.BestEpoch));
    }

    private void Save(string path)
    {
        _state.Rate = _rate.State;
        _average?.FollowUntilBegun(_state.Results.Count);
        _session.SaveCheckpoint(path, _state.ToJson(), Average);
        foreach (ITrainerCallback callback in _callbacks)
            callback.CheckpointSaved(path);
    }
}
