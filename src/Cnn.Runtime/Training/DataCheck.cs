namespace Cnn;

/// <summary>Whether data, loss and network belong together.</summary>
internal static class DataCheck
{
    private const string OnlyLabels = "Views and crops are averaged for class labels only: evaluate data with float targets by "
        + $"{nameof(TargetEvaluation)}.{nameof(TargetEvaluation.Of)}, the images as they are.";

    /// <exception cref="ArgumentException">
    /// The data is empty, or its shape, its classes or what its pixels are is not what the network is for; or the loss does not fit it.
    /// </exception>
    /// <exception cref="InvalidOperationException">The loss is not over class labels.</exception>
    /// <returns>The data as the network reads it.</returns>
    public static ILabeledData Read(NetworkInfo network, Loss loss, ILabeledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckLabelsFit(network, loss, "Use data with float targets, such as TargetImages.");
        CountOf(data.Count);
        if (data.Shape != network.Input)
            throw new ArgumentException($"{network.Name} reads images of {network.Input}; the data's are {data.Shape}.", nameof(data));
        if (data.ClassCount != network.Output.Channels)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{network.Name} tells {network.Output.Channels} classes apart; the data has {data.ClassCount}."), nameof(data));
        }
        int pixels = network.Output.Height * network.Output.Width;
        if (data.LabelsPerImage != pixels)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{network.Name} ends in {network.Output}, and so takes {pixels} labels an image; the data has {data.LabelsPerImage}."),
                nameof(data));
        }
        return data.For(network);
    }

    /// <summary>The same for images of which a network that ends in a softmax looks at parts.</summary>
    /// <exception cref="ArgumentException">
    /// The data is empty, or is smaller than the network's input, or of other channels or classes; or the loss does not fit the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network does not end in a softmax, or the loss is not over class labels.
    /// </exception>
    /// <returns>The data as the network reads it.</returns>
    public static ILabeledData ReadLarger(NetworkInfo network, Loss loss, ILabeledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (network.OutputFunction != OutputFunction.Softmax
            || network.Output.Height * network.Output.Width > 1)
        {
            throw new InvalidOperationException(
                $"Crops are averaged by their probabilities, which a network has that ends in a softmax over a vector; {network.Name} "
                    + $"ends in {network.Output}, {network.OutputFunction}.");
        }
        CheckLabelsFit(network, loss, OnlyLabels);
        CountOf(data.Count);
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

    /// <exception cref="ArgumentException">There is no view, or one shows nothing but the image's edge.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network ends in a map, whose pixels views would move, or the loss is not over class labels.
    /// </exception>
    public static void CheckViews(NetworkInfo network, Loss loss, ReadOnlySpan<ImageView> views)
    {
        if (network.Output.Height * network.Output.Width > 1)
        {
            throw new InvalidOperationException(
                $"Views are averaged by their predictions of an image's class; {network.Name} ends in {network.Output}, with predictions "
                + "for each pixel, which views move. Evaluate the images as they are.");
        }
        CheckLabelsFit(network, loss, OnlyLabels);
        if (views.IsEmpty)
        {
            throw new ArgumentException(
                "An evaluation by views needs one or more; found none. Give ImageView.AsItIs and ImageView.Mirrored, say.", nameof(views));
        }
        for (int i = 0; i < views.Length; i++)
        {
            (int down, int right) = (views[i].Down, views[i].Right);
            if (Math.Abs((long)down) >= network.Input.Height || Math.Abs((long)right) >= network.Input.Width)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"A view must keep a part of the image in sight: views[{i}] moves {network.Name}'s images of {network.Input} by ")
                    + FormattableString.Invariant($"{down} down and {right} to the right."), nameof(views));
            }
        }
    }

    /// <exception cref="ArgumentException">
    /// The data is empty, or its shape, its targets' or what its pixels are is not what the network is for; or the loss does not fit it.
    /// </exception>
    /// <exception cref="InvalidOperationException">The loss is over class labels only.</exception>
    /// <returns>The data as the network reads it.</returns>
    public static ITargetData Read(NetworkInfo network, Loss loss, ITargetData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        loss.Check(network.Name, network.OutputFunction, network.Output);
        if ((loss.FormsFor(network.OutputFunction) & TargetForms.Values) == 0)
        {
            throw new InvalidOperationException(
                $"Float targets need a loss over them; the loss of {network.Name} is {loss}, over class labels. Use data with labels, such "
                + "as LabeledImages, or give another loss.");
        }
        CountOf(data.Count);
        if (data.Shape != network.Input)
            throw new ArgumentException($"{network.Name} reads images of {network.Input}; the data's are {data.Shape}.", nameof(data));
        if (data.TargetShape != network.Output)
        {
            throw new ArgumentException(
                $"{network.Name} has outputs of {network.Output}; the data's targets are {data.TargetShape}.", nameof(data));
        }
        return data.For(network);
    }

    private static void CheckLabelsFit(NetworkInfo network, Loss loss, string advice)
    {
        loss.Check(network.Name, network.OutputFunction, network.Output);
        if ((loss.FormsFor(network.OutputFunction) & TargetForms.Labels) == 0)
        {
            throw new InvalidOperationException(
                $"Class labels need a network that ends in a softmax or in radial basis functions, or a loss over labels; the loss of "
                + $"{network.Name} is {loss}. {advice}");
        }
    }

    /// <summary>How many images there are, for one pass over them: what a class of data of somebody's own says may change.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int CountOf(int count)
    {
        if (count < 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The data holds no image: expected a Count of 1 or more, found {count}."), "data");
        }
        return count;
    }

    /// <exception cref="ArgumentException">The last batch of an epoch would be smaller than a step may be.</exception>
    /// <exception cref="InvalidOperationException">The network is declared for predictions only.</exception>
    public static void CheckLastBatch(NetworkInfo network, Optimizer optimizer, int count)
    {
        int batch = network.Training.BatchSize;
        int last = CountOf(count) % batch;
        if (last != 1 || Freezing.VectorNorm(network, optimizer) is not { } norm)
            return;
        throw new ArgumentException(FormattableString.Invariant(
            $"Batches of {batch} leave 1 of the data's {count} images for the last step, and a step of {network.Name} takes 2 or more: ")
            + $"batch norm '{norm}' takes the mean and variance of vectors over the images. Train with another number of images, declare "
            + $"another batch, or freeze '{norm}.*'.",
            "data");
    }

    /// <exception cref="ArgumentException">
    /// An augmentation would move pixels away from what is said of them, or may leave nothing of an image.
    /// </exception>
    public static void CheckAugmentation(NetworkInfo network, IAugmentation? augmentation)
    {
        if (augmentation is not null && network.Output.Height * network.Output.Width > 1)
        {
            throw new ArgumentException(
                $"{network.Name} ends in {network.Output}, with targets for each pixel, which an augmentation would leave where they are "
                + "as it moves the image's pixels. Train without one, or vary images and targets together in data of your own.");
        }
        augmentation?.Check(network.Input);
    }

    /// <summary>What a class of data of somebody's own says may be anything.</summary>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public static void CheckLabels(ReadOnlySpan<int> labels, int firstImage, int perImage, int classes, int? ignored)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] < (uint)classes || labels[i] == ignored)
                continue;
            string pixel = perImage == 1 ? "" : FormattableString.Invariant($", pixel {i % perImage},");
            throw new ArgumentException(FormattableString.Invariant(
                $"Labels must be 0 to {classes - 1}; the data's label of image {firstImage + (i / perImage)}{pixel} is {labels[i]}."),
                "data");
        }
    }
}
