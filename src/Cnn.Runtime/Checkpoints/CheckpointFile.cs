using System.Globalization;
using System.Text;

namespace Cnn;

/// <summary>
/// A training in a safetensors file: the parameters under their own names, what the optimizer keeps of each, and the rest as metadata.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private const string Network = "network", Layers = "layers", Optimizer = "optimizer", Loss = "loss";
    private const string LearningRate = "learning_rate", Steps = "steps", Seed = "seed", Trainer = "trainer", Average = "average";
    private const string Sum = "crc32";

    /// <summary>Writes a checkpoint, which takes the place of an old one only when it is complete and on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Its tensors.</param>
    /// <param name="rest">What there is besides.</param>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, CheckpointArenas tensors, CheckpointState rest) => SafetensorsWriter.Write(
        path, "a checkpoint", [.. tensors.Weights, .. tensors.Rest], Metadata(path, tensors, rest));

    /// <summary>Writes a checkpoint to a stream.</summary>
    /// <inheritdoc cref="Write(string, CheckpointArenas, CheckpointState)"/>
    public static void Write(Stream stream, CheckpointArenas tensors, CheckpointState rest)
    {
        string shown = SafetensorsSource.NameOf(stream);
        SafetensorsWriter.Write(stream, shown, [.. tensors.Weights, .. tensors.Rest], Metadata(shown, tensors, rest));
    }

    private static List<KeyValuePair<string, string>> Metadata(string path, CheckpointArenas tensors, CheckpointState rest)
    {
        List<KeyValuePair<string, string>> metadata =
        [
            new(CheckpointNames.Format, Version.ToString(CultureInfo.InvariantCulture)),
            new(Network, tensors.Info.Name),
            new(Layers, NetworkIdentity.Of(tensors.Info)),
            new(Optimizer, rest.Kind.Optimizer),
            new(Loss, rest.Kind.Loss),
            new(LearningRate, rest.LearningRate.ToString("R", CultureInfo.InvariantCulture)),
            new(Steps, rest.Steps.ToString(CultureInfo.InvariantCulture)),
            new(Seed, rest.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        if (rest.Trainer is not null)
            metadata.Add(new(Trainer, rest.Trainer));
        if (rest.Kind.Average is { } average)
            metadata.Add(new(Average, average));
        uint weights = 0, sum = SumOf([.. metadata, SafetensorsWriter.Layout]);
        SafetensorsWriter.ForEach(path, tensors.Weights, bytes => weights = Crc32.Append(weights, bytes));
        SafetensorsWriter.ForEach(path, tensors.Rest, bytes => sum = Crc32.Append(sum, bytes));
        metadata.Add(new(CheckpointNames.Sum, CheckpointNames.Hexadecimal(weights)));
        metadata.Add(new(Sum, CheckpointNames.Hexadecimal(sum)));
        return metadata;
    }

    private static uint SumOf(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        uint sum = 0;
        foreach ((string name, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name is not (Sum or CheckpointNames.Sum))
                sum = Crc32.Append(sum, Encoding.UTF8.GetBytes($"{name}\0{value}\n"));
        }
        return sum;
    }

    /// <summary>Reads a checkpoint into arenas that nobody else sees yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Gets its tensors, those of the network that it must be of.</param>
    /// <param name="kind">What it must be a training of.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, no checkpoint, of a newer format, of another network, or of another optimizer, loss or average.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointState Read(string path, CheckpointArenas tensors, CheckpointKind kind)
    {
        using FileStream stream = InputFile.Open(path, "a checkpoint", bufferSize: 0, FileOptions.SequentialScan);
        return Read(SafetensorsSource.OfFile(stream, path), tensors, kind);
    }

    /// <summary>Reads a checkpoint from a file or a stream, which then stands behind it.</summary>
    /// <inheritdoc cref="Read(string, CheckpointArenas, CheckpointKind)"/>
    public static CheckpointState Read(SafetensorsSource source, CheckpointArenas tensors, CheckpointKind kind)
    {
        string path = source.Name;
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Dictionary<string, SafetensorsEntry> found = SafetensorsHeader.Read(source, metadata);
        CheckFormat(path, metadata);
        CheckNetwork(path, metadata, tensors.Info);
        CheckpointState rest = new()
        {
            Kind = new(Text(path, metadata, Optimizer), Text(path, metadata, Loss), metadata.GetValueOrDefault(Average)),
            LearningRate = Number<float>(path, metadata, LearningRate),
            Steps = Number<long>(path, metadata, Steps),
            Seed = Number<ulong>(path, metadata, Seed),
            Trainer = metadata.GetValueOrDefault(Trainer),
        };
        if (!(float.IsFinite(rest.LearningRate) && rest.LearningRate >= 0) || rest.Steps < 0)
            throw Damaged(path, $"a {LearningRate} and {Steps} that are finite and not negative", $"{rest.LearningRate} and {rest.Steps}");
        kind.Check(path, rest.Kind);
        StoredTensor[] own = tensors.Weights, wanted = [.. own, .. tensors.Rest];
        CheckTensors(path, found, wanted);
        // The bytes of weights come first, as they are written.
        long weightBytes = own.Sum(tensor => (long)tensor.Info.ElementCount) * sizeof(float), seen = 0;
        uint weights = 0, sum = SumOf(metadata);
        SafetensorsReader.Fill(source, found, wanted, bytes =>
        {
            if (seen < weightBytes)
                weights = Crc32.Append(weights, bytes);
            else
                sum = Crc32.Append(sum, bytes);
            seen += bytes.Length;
        });
        if (Text(path, metadata, CheckpointNames.Sum) != CheckpointNames.Hexadecimal(weights)
            || Text(path, metadata, Sum) != CheckpointNames.Hexadecimal(sum))
            throw CheckpointNames.Altered(path);
        return rest;
    }

    private static void CheckFormat(string path, Dictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(CheckpointNames.Format, out string? version))
        {
            throw new WeightFileException(
                path, "expected a checkpoint, found a weight file, which has nothing of a training but the weights; load it with Load.");
        }
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            throw Damaged(path, $"a version from 1", $"'{Excerpt.Of(version)}'");
        if (number > Version)
        {
            throw new WeightFileException(path, FormattableString.Invariant(
                $"expected a checkpoint of format {Version} at most, found format {number}: a newer version of CnnGen wrote it; resume ")
                + "with that.");
        }
    }

    private static void CheckNetwork(string path, Dictionary<string, string> metadata, NetworkInfo info)
    {
        if (NetworkIdentity.Difference(Text(path, metadata, Layers), NetworkIdentity.Of(info)) is not { } difference)
            return;
        throw new WeightFileException(
            path, $"expected a checkpoint of {info.Name}, found one of another network, {Excerpt.Of(Text(path, metadata, Network))}: "
            + $"{difference}. Resume with the declaration that it was saved with.");
    }

    private static void CheckTensors(string path, Dictionary<string, SafetensorsEntry> found, IReadOnlyList<StoredTensor> wanted)
    {
        foreach (StoredTensor tensor in wanted)
        {
            if (!found.TryGetValue(tensor.Name, out SafetensorsEntry? entry))
                throw Damaged(path, $"a tensor '{VisibleText.Of(tensor.Name)}'", "none");
            if (entry.Type != ElementType.Float || !entry.Shape.SequenceEqual(tensor.Info.Shape.Select(size => (long)size)))
            {
                string shape = Shapes.Format(tensor.Info.Shape);
                throw Damaged(path, $"tensor '{VisibleText.Of(tensor.Name)}' to be {ElementType.Float} {shape}", entry.Found);
            }
        }
        if (found.Count > wanted.Count)
        {
            string extra = found.Keys.Except(wanted.Select(tensor => tensor.Name)).First();
            throw Damaged(path, "no other tensors", $"'{Excerpt.Of(extra)}'");
        }
    }

    private static string Text(string path, Dictionary<string, string> metadata, string name) =>
        metadata.TryGetValue(name, out string? text) ? text : throw Damaged(path, $"'{name}' among its metadata", "none");

    private static T Number<T>(string path, Dictionary<string, string> metadata, string name)
        where T : IParsable<T>
    {
        string text = Text(path, metadata, name);
        return T.TryParse(text, CultureInfo.InvariantCulture, out T? number)
            ? number
            : throw Damaged(path, $"a number as its {name}", $"'{Excerpt.Of(text)}'");
    }

    private static WeightFileException Damaged(string path, string expected, string found) =>
        new(path, $"not a valid checkpoint: expected {expected}, found {found}; resume from another one.");
}
