using System.Globalization;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// A training in a safetensors file: the parameters under their own names, what the optimizer keeps of each, and the rest as metadata.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private const string Network = "network", Layers = "layers", Optimizer = "optimizer", LearningRate = "learning_rate";
    private const string Steps = "steps", Seed = "seed", Trainer = "trainer";

    /// <summary>Writes a checkpoint, which takes the place of an old one only when it is complete and on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="state">What the optimizer keeps: as many times the parameters that are trained as it has states.</param>
    /// <param name="rest">What there is besides.</param>
    /// <exception cref="WeightFileException">A value is not finite; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NetworkInfo info, Arena parameters, Arena state, CheckpointState rest)
    {
        List<KeyValuePair<string, string>> metadata =
        [
            new(CheckpointNames.Format, Version.ToString(CultureInfo.InvariantCulture)),
            new(Network, info.Name),
            new(Layers, NetworkIdentity.Of(info)),
            new(Optimizer, rest.Optimizer),
            new(LearningRate, rest.LearningRate.ToString("R", CultureInfo.InvariantCulture)),
            new(Steps, rest.Steps.ToString(CultureInfo.InvariantCulture)),
            new(Seed, rest.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        if (rest.Trainer is not null)
            metadata.Add(new(Trainer, rest.Trainer));
        SafetensorsWriter.Write(path, "a checkpoint", Tensors(info, parameters, state), metadata);
    }

    /// <summary>Reads a checkpoint into arenas that nobody else sees yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="info">The network that it must be of.</param>
    /// <param name="parameters">Gets the parameters.</param>
    /// <param name="state">Gets what the optimizer keeps.</param>
    /// <param name="optimizer">The optimizer's class and the meaning of its state, which it must be of.</param>
    /// <exception cref="WeightFileException">
    /// The file is damaged, no checkpoint, of a newer format, of another network or of another optimizer.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointState Read(string path, NetworkInfo info, Arena parameters, Arena state, string optimizer)
    {
        using FileStream stream = InputFile.Open(path, "a checkpoint", bufferSize: 0, FileOptions.SequentialScan);
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Dictionary<string, SafetensorsEntry> found = SafetensorsHeader.Read(stream, path, metadata);
        long dataBegin = stream.Position;
        CheckFormat(path, metadata);
        CheckNetwork(path, metadata, info);
        CheckpointState rest = new()
        {
            Optimizer = Text(path, metadata, Optimizer),
            LearningRate = Number<float>(path, metadata, LearningRate),
            Steps = Number<long>(path, metadata, Steps),
            Seed = Number<ulong>(path, metadata, Seed),
            Trainer = metadata.GetValueOrDefault(Trainer),
        };
        if (!(float.IsFinite(rest.LearningRate) && rest.LearningRate >= 0) || rest.Steps < 0)
            throw Damaged(path, $"a {LearningRate} and {Steps} that are finite and not negative", $"{rest.LearningRate} and {rest.Steps}");
        if (rest.Optimizer != optimizer)
        {
            throw new WeightFileException(
                path, $"expected a checkpoint of {optimizer}, found one of {Excerpt.Of(rest.Optimizer)}; resume with the optimizer "
                + "and the settings that it was saved with, or load its weights alone with Load.");
        }
        IReadOnlyList<StoredTensor> wanted = Tensors(info, parameters, state);
        CheckTensors(path, found, wanted);
        SafetensorsReader.Fill(stream, path, dataBegin, found, wanted);
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

    private static StoredTensor[] Tensors(NetworkInfo info, Arena parameters, Arena state) =>
    [
        .. info.Parameters.Select(parameter => StoredTensor.Of(parameter, parameters)),
        .. Enumerable.Range(0, info.TrainableFloats == 0 ? 0 : state.Length / info.TrainableFloats).SelectMany(index => info.Parameters
            .Where(parameter => parameter.IsTrainable)
            .Select(parameter => new StoredTensor(
                CheckpointNames.State(index, parameter.Name), parameter, state, (index * info.TrainableFloats) + parameter.Offset))),
    ];

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
