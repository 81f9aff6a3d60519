namespace Cnn;

/// <summary>Whether data and network belong together.</summary>
internal static class LabeledDataCheck
{
    /// <exception cref="ArgumentException">
    /// The data is empty, or its shape, its classes or what its pixels are is not what the network is for.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network ends neither in a softmax nor in radial basis functions.</exception>
    /// <returns>The data as the network reads it.</returns>
    public static ILabeledData Read(NetworkInfo network, ILabeledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!network.Loss.IsOverLabels())
        {
            throw new InvalidOperationException(
                $"Class labels need a network that ends in a softmax or in radial basis functions; the loss of {network.Name} is "
                    + $"{network.Loss}. Use a training session's Step with float targets.");
        }
        CountOf(data);
        if (data.Shape != network.Input)
            throw new ArgumentException($"{network.Name} reads images of {network.Input}; the data's are {data.Shape}.", nameof(data));
        if (data.ClassCount != network.Output.ElementCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{network.Name} tells {network.Output.ElementCount} classes apart; the data has {data.ClassCount}."), nameof(data));
        }
        return data.For(network);
    }

    /// <summary>The same for images of which a network that ends in a softmax looks at parts.</summary>
    /// <exception cref="ArgumentException">
    /// The data is empty, or is smaller than the network's input, or of other channels or classes.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network does not end in a softmax.</exception>
    /// <returns>The data as the network reads it.</returns>
    public static ILabeledData ReadLarger(NetworkInfo network, ILabeledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (network.Loss != LossKind.SoftmaxCrossEntropy)
        {
            throw new InvalidOperationException(
                $"Crops are averaged by their probabilities, which a network has that ends in a softmax; the loss of {network.Name} is "
                    + $"{network.Loss}.");
        }
        CountOf(data);
        if (data.Shape.Channels != network.Input.Channels
            || data.Shape.Height < network.Input.Height || data.Shape.Width < network.Input.Width)
        {
            throw new ArgumentException(
                $"Crops are {network.Input}, as {network.Name} reads them: the data's images must be as large or larger, with as many "
                    + $"channels; they are {data.Shape}.", nameof(data));
        }
        if (data.ClassCount != network.Output.ElementCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{network.Name} tells {network.Output.ElementCount} classes apart; the data has {data.ClassCount}."), nameof(data));
        }
        return data.For(network);
    }

    /// <summary>How many images there are, for one pass over them: what a class of data of somebody's own says may change.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int CountOf(ILabeledData data)
    {
        int count = data.Count;
        if (count < 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The data holds no image: expected a Count of 1 or more, found {count}."), nameof(data));
        }
        return count;
    }

    /// <exception cref="ArgumentException">The last batch of an epoch would be smaller than a step may be.</exception>
    /// <exception cref="InvalidOperationException">The network is declared for predictions only.</exception>
    public static void CheckLastBatch(NetworkInfo network, ILabeledData data)
    {
        int batch = network.Training.BatchSize, count = CountOf(data);
        int last = count % batch;
        if (last == 0 || last >= network.SmallestBatch)
            return;
        throw new ArgumentException(FormattableString.Invariant(
            $"Batches of {batch} leave {last} of the data's {count} images for the last step, and a step of {network.Name} takes ")
            + FormattableString.Invariant(
                $"{network.SmallestBatch} or more: batch norm '{network.VectorNorm}' takes the mean and variance of ")
            + "vectors over the images. Train with another number of images, or declare another batch.",
            nameof(data));
    }

    /// <summary>What a class of data of somebody's own says may be anything.</summary>
    /// <exception cref="ArgumentException">The label is out of range.</exception>
    public static void CheckLabel(int label, int image, int classes)
    {
        if ((uint)label >= (uint)classes)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Labels must be 0 to {classes - 1}; the data's label of image {image} is {label}."), "data");
        }
    }
}
