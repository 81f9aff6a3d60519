namespace Cnn;

/// <summary>What a loss may be told of an instance.</summary>
[Flags]
internal enum TargetForms
{
    /// <summary>The loss does not fit the network's end.</summary>
    None = 0,

    /// <summary>A class label, or one for each pixel of a map.</summary>
    Labels = 1,

    /// <summary>Floats, shaped as the output.</summary>
    Values = 2,
}

/// <summary>Which float targets a loss takes.</summary>
internal enum TargetRange
{
    /// <summary>Any that are finite.</summary>
    Finite,

    /// <summary>0 to 1.</summary>
    Shares,

    /// <summary>0 to 1, those of an instance, or of a pixel, adding up to 1.</summary>
    Distributions,
}
