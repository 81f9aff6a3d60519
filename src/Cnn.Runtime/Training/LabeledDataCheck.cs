namespace Cnn;

/// <summary>Whether data and network belong together.</summary>
internal static class LabeledDataCheck
{
    /// <exception cref="ArgumentException">The data is empty, or its shape or classes are not the network's.</exception>
    /// <exception cref="InvalidOperationException">The network ends neither in a softmax nor in radial basis functions.</exception>
    public static void Check(NetworkInfo network, ILabeledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!network.Loss.IsOverLabels())
        {
            throw new InvalidOperationException(
                $"Class labels need a network that ends in a softmax or in radial basis functions; the loss of {network.Name} is {network.Loss}. Use a training session's Step with float targets.");
        }
        if (data.Count == 0)
            throw new ArgumentException("The data holds no image.", nameof(data));
        if (data.Shape != network.Input)
            throw new ArgumentException($"{network.Name} reads images of {network.Input}; the data's are {data.Shape}.", nameof(data));
        if (data.ClassCount != network.Output.ElementCount)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{network.Name} tells {network.Output.ElementCount} classes apart; the data has {data.ClassCount}."), nameof(data));
        }
    }
}
