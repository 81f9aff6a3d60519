using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Checks the gradients of a network against finite differences of its loss, as PyTorch's <c>torch.autograd.gradcheck</c> does. The network
/// computes in single precision, so that the check measures its rounding noise, and judges a number only where several step sizes agree.
/// </summary>
/// <remarks>
/// It works on a copy: the network, and a session that trains it, are not touched. Dropout draws the same in each pass, batch norms take
/// the batch's statistics and keep their running ones. It takes a forward pass for each look at the loss: 6 to 28 for each comparison, and
/// 10 for each tensor; and a forward and a backward pass for each look at the gradients, 17 to 33 for a comparison with kinks nearby. It
/// takes as much memory as a training session, and four more floats for each parameter.
/// </remarks>
/// <example><code>
/// GradientCheck.Run(LeNet5.Create(seed: 1)).ThrowIfFailed();
/// </code></example>
public static class GradientCheck
{
    /// <summary>Checks with images and targets that are drawn at random.</summary>
    /// <param name="network">The network. A session may hold it, but not be in a step.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="cancellation">Asked before each entry.</param>
    /// <exception cref="ArgumentException">
    /// The options do not fit the network: the batch, the loss, or a frozen pattern that names none of its parameters.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// It is declared for predictions only, a step is changing its parameters, or its loss is not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GradientCheckResult Run<TNetwork>(
        TNetwork network, GradientCheckOptions? options = null, CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new();
        Loss loss = LossOf<TNetwork>(options);
        return Run(network, loss, CheckedBatch.Draw(TNetwork.Info, loss, options.Batch, options.Seed), options, cancellation);
    }

    /// <summary>Checks with images and labels of the caller's.</summary>
    /// <param name="network">The network. A session may hold it, but not be in a step.</param>
    /// <param name="images">[instances, height, width, channels], as many as a step takes.</param>
    /// <param name="labels">[instances], or [instances, height, width] where the network ends in a map.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="cancellation">Asked before each entry.</param>
    /// <exception cref="ArgumentException">A size or a label is wrong, or the options do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is not over labels or not finite, the network is declared for predictions only, or a step is changing its parameters.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GradientCheckResult Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> images, ReadOnlySpan<int> labels, GradientCheckOptions? options = null,
        CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork> =>
        Run(network, new CheckedBatch(images.ToArray(), labels.ToArray(), null), options, cancellation);

    /// <summary>Checks with images and float targets of the caller's.</summary>
    /// <param name="network">The network. A session may hold it, but not be in a step.</param>
    /// <param name="images">[instances, height, width, channels], as many as a step takes.</param>
    /// <param name="targets">[instances, outputs].</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="cancellation">Asked before each entry.</param>
    /// <exception cref="ArgumentException">A size or a target is wrong, or the options do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">
    /// The loss takes labels only or is not finite, the network is declared for predictions only, or a step is changing its parameters.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GradientCheckResult Run<TNetwork>(
        TNetwork network, ReadOnlySpan<float> images, ReadOnlySpan<float> targets, GradientCheckOptions? options = null,
        CancellationToken cancellation = default)
        where TNetwork : class, INetwork<TNetwork> =>
        Run(network, new CheckedBatch(images.ToArray(), null, targets.ToArray()), options, cancellation);

    private static GradientCheckResult Run<TNetwork>(
        TNetwork network, CheckedBatch batch, GradientCheckOptions? options, CancellationToken cancellation)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new();
        if (options.Batch is not null)
            throw new ArgumentException("Batch is how many images are drawn; with images that are given, leave it out.", nameof(options));
        return Run(network, LossOf<TNetwork>(options), batch, options, cancellation);
    }

    private static Loss LossOf<TNetwork>(GradientCheckOptions options)
        where TNetwork : class, INetwork<TNetwork>
    {
        Loss loss = options.Loss ?? TNetwork.Info.Loss;
        loss.Check(TNetwork.Info.Name, TNetwork.Info.OutputFunction, TNetwork.Info.Output);
        return loss;
    }

    private static GradientCheckResult Run<TNetwork>(
        TNetwork network, Loss loss, CheckedBatch batch, GradientCheckOptions options, CancellationToken cancellation)
        where TNetwork : class, INetwork<TNetwork>
    {
        using CheckedNetwork<TNetwork> copy = new(network, loss, batch, options);
        double value = copy.Run(), rounding = copy.OutputRounding;
        if (!double.IsFinite(value))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The loss of {TNetwork.Info.Name} is {value}, so that it has no slope: check its parameters and the images."));
        }
        CheckedTensor<TNetwork>[] tensors = [.. copy.Gradients.Select(gradient => new CheckedTensor<TNetwork>(copy, gradient))];
        double norm = Math.Sqrt(tensors.Sum(tensor => tensor.GradientNorm * tensor.GradientNorm));
        RandomKey key = new RandomKey(options.Seed).Derive("gradient check");
        IEnumerable<ParameterCheck> rows = tensors.Select(tensor => new TensorSlopes<TNetwork>(
            tensor, value, rounding, norm, options, key.Derive(tensor.Info.Name), cancellation).Check());
        return new(TNetwork.Info.Name, value, options.Tolerance, [.. rows]);
    }
}
