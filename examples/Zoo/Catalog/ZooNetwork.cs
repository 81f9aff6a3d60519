using Cnn;
using Zoo.Images;

namespace Zoo.Catalog;

/// <summary>A network of the zoo, whatever its class.</summary>
/// <param name="preprocessing">What its published weights, or the paper, want images to be made of.</param>
/// <param name="inferenceBytes">What a session that predicts takes.</param>
/// <param name="trainingBytes">What a session that trains takes.</param>
internal abstract class ZooNetwork(Preprocessing preprocessing, long inferenceBytes, long trainingBytes)
{
    /// <summary>How images become numbers unless told otherwise.</summary>
    public Preprocessing Preprocessing { get; } = preprocessing;

    /// <summary>What a session that predicts takes: its arena and the packed weights.</summary>
    public long InferenceBytes { get; } = inferenceBytes;

    /// <summary>What a session that trains takes: its arena, the weights, their gradients and the optimizer's state.</summary>
    public long TrainingBytes { get; } = trainingBytes;

    /// <summary>Its table and plans.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>A classifier with the weights of a safetensors file.</summary>
    /// <exception cref="UserException">The network's outputs are no scores of classes.</exception>
    /// <exception cref="WeightFileException">The file is damaged, or another network's.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract IClassifier Load(string weights);
}

/// <inheritdoc/>
/// <typeparam name="TNetwork">The generated class.</typeparam>
internal sealed class ZooNetwork<TNetwork>(Preprocessing preprocessing, long inferenceBytes, long trainingBytes)
    : ZooNetwork(preprocessing, inferenceBytes, trainingBytes)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <inheritdoc/>
    public override NetworkInfo Info => TNetwork.Info;

    /// <inheritdoc/>
    public override IClassifier Load(string weights)
    {
        if (Info.OutputFunction != OutputFunction.Softmax)
            throw new UserException($"{Info.Name} does not end in scores of classes, of which the largest wins; it cannot classify.");
        return new Classifier<TNetwork>(Model<TNetwork>.From(NetworkParameters.Load(Info, weights)));
    }
}
