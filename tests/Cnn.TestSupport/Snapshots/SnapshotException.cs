namespace Cnn.TestSupport;

/// <summary>What was made is not what was accepted; the message lists the files and shows the lines.</summary>
public sealed class SnapshotException(string message) : Exception(message);
