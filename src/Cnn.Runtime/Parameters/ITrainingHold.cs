namespace Cnn;

/// <summary>What holds a network's parameters for training.</summary>
internal interface ITrainingHold
{
    /// <summary>Ends it for the network, and lets the parameters go; nothing happens where it has ended.</summary>
    /// <exception cref="InvalidOperationException">A call is running.</exception>
    void End();
}
