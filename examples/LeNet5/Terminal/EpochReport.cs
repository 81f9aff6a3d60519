using System.Globalization;

namespace LeNetExample.Terminal;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Loss">The mean loss over the training images, as it went.</param>
/// <param name="TestError">The share of test images that the network got wrong, 0 to 1.</param>
/// <param name="Training">The time that the training took, without the test.</param>
/// <param name="Images">How many training images went by.</param>
internal sealed record EpochReport(int Epoch, int Epochs, double Loss, double TestError, TimeSpan Training, int Images)
{
    /// <summary>The columns' names, above <see cref="ToString"/>.</summary>
    public const string Header = "    epoch      loss   test error   seconds   images/s";

    /// <summary>One line, aligned with the header.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{$"{Epoch}/{Epochs}",9}{Loss,10:F4}{100 * TestError,11:F2} %{Training.TotalSeconds,10:F2}{Images / Training.TotalSeconds,11:N0}");
}
