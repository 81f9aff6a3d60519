using System.ComponentModel;

namespace Cnn.Runtime;

/// <summary>What happens to a value before it is stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Rectifier
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x where it is positive, else 0.01 x.</summary>
    LeakyRelu,
}
