namespace Cnn;

/// <summary>How a window treats the border, as TensorFlow names it.</summary>
public enum Padding
{
    /// <summary>No padding: every window lies inside the input.</summary>
    Valid,

    /// <summary>Output = ceil(input / stride); the odd pixel of padding goes to the bottom and right.</summary>
    Same,
}
