using System.Globalization;

namespace Cnn;

/// <summary>The checkpoints of one training, which has their folder for itself meanwhile.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "step-", BestPrefix = "best-epoch-", Ending = ".checkpoint";

    private readonly CheckpointOptions _options;
    private readonly FolderLock _lock;

    /// <exception cref="IOException">
    /// The folder cannot be made, read or written, another training has it, or it has checkpoints and none is to be resumed.
    /// </exception>
    public CheckpointFolder(CheckpointOptions options)
    {
        _options = options;
        string shown = VisibleText.Of(options.Folder);
        try
        {
            Directory.CreateDirectory(options.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string words = VisibleText.Of(exception.Message).TrimEnd('.');
            throw new IOException($"{shown}: expected a folder for checkpoints, which cannot be made: {words}.", exception);
        }
        _lock = FolderLock.Take(options.Folder);
        try
        {
            Newest = Steps().DefaultIfEmpty(-1).Max() is >= 0 and long steps ? PathOf(steps) : null;
            if (Newest is not null && !options.Resume)
            {
                throw new IOException(
                    $"{shown}: it holds checkpoints of an earlier training, the newest '{Path.GetFileName(Newest)}'; set Resume to go on "
                    + "from there, or name another folder.");
            }
            RemoveLeftovers();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>The one with the most steps, as the run begins; null where there is none.</summary>
    public string? Newest { get; }

    /// <summary>That of an epoch that was the best so far.</summary>
    public string BestOf(int epoch) => Path.Combine(_options.Folder, FormattableString.Invariant($"{BestPrefix}{epoch}{Ending}"));

    /// <summary>The one after so many steps.</summary>
    public string PathOf(long steps) =>
        Path.Combine(_options.Folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{steps:D10}{Ending}"));

    /// <summary>
    /// Removes all but the newest and the best one. It is called when a checkpoint knows of the best epoch: until then the best one before
    /// may still be asked for.
    /// </summary>
    /// <param name="best">The best epoch, 0 where there is none.</param>
    /// <exception cref="IOException">One cannot be removed.</exception>
    public void Prune(int best)
    {
        foreach (long old in Steps().OrderDescending().Skip(_options.KeepLast).ToArray())
            Delete(PathOf(old));
        foreach (string old in Directory.GetFiles(_options.Folder, $"{BestPrefix}*{Ending}"))
        {
            if (old != BestOf(best) && int.TryParse(Path.GetFileName(old)[BestPrefix.Length..^Ending.Length], out int epoch)
                && BestOf(epoch) == old)
            {
                Delete(old);
            }
        }
    }

    /// <summary>Lets another training have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    // Of a process that was killed while it saved: nobody else saves here, and under that name there may never be another checkpoint.
    private void RemoveLeftovers()
    {
        foreach (string prefix in (string[])[Prefix, BestPrefix])
        {
            foreach (string left in Directory.GetFiles(_options.Folder, SavingName.Of($"{prefix}*{Ending}")))
                Delete(left);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(
                $"{VisibleText.Of(path)}: an old checkpoint cannot be removed: the permission is missing.", exception);
        }
    }

    private IEnumerable<long> Steps()
    {
        foreach (string path in Directory.EnumerateFiles(_options.Folder, $"{Prefix}*{Ending}"))
        {
            string digits = Path.GetFileName(path)[Prefix.Length..^Ending.Length];
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long steps) && PathOf(steps) == path)
                yield return steps;
        }
    }
}
