namespace Cnn.Dsl;

/// <summary>
/// Something that an issue says to programs, which offer to repair it: one of the names below and an invariant text. Diagnostics carry them
/// on.
/// </summary>
public readonly record struct IssueProperty(string Name, string Value)
{
    /// <summary>The four numbers that <c>ksize</c> should be, with commas between.</summary>
    public const string Ksize = "CnnFix.Ksize";

    /// <summary>The four numbers that <c>strides</c> should be, with commas between.</summary>
    public const string Strides = "CnnFix.Strides";

    /// <summary>What <c>ksize</c> should be to pool over pixels only.</summary>
    public const string KsizeOverSpace = "CnnFix.KsizeOverSpace";

    /// <summary>What <c>strides</c> should be with it, where it was written.</summary>
    public const string StridesOverSpace = "CnnFix.StridesOverSpace";

    /// <summary>What <c>ksize</c> should be to pool over channels only.</summary>
    public const string KsizeOverDepth = "CnnFix.KsizeOverDepth";

    /// <summary>What <c>strides</c> should be with it, where it was written.</summary>
    public const string StridesOverDepth = "CnnFix.StridesOverDepth";

    /// <summary>Present where a stride that is left out, and so is the window, is right.</summary>
    public const string StrideIsWindow = "CnnFix.StrideIsWindow";

    /// <summary>The position, among a join's inputs, of the one that a 1×1 convolution would give the shape of the others.</summary>
    public const string ProjectedInput = "CnnFix.ProjectedInput";

    /// <summary>The maps of that convolution.</summary>
    public const string ProjectionMaps = "CnnFix.ProjectionMaps";

    /// <summary>The rows by which it moves.</summary>
    public const string ProjectionStrideRows = "CnnFix.ProjectionStrideRows";

    /// <summary>The columns by which it moves.</summary>
    public const string ProjectionStrideColumns = "CnnFix.ProjectionStrideColumns";

    /// <summary>How many 3×3 convolutions see what one sees.</summary>
    public const string StackedLayers = "CnnFix.StackedLayers";

    /// <summary>The maps of all but the last of them.</summary>
    public const string StackedMaps = "CnnFix.StackedMaps";

    /// <summary>The padding on all sides that each of them needs; without it, the first takes that of the one.</summary>
    public const string StackedPad = "CnnFix.StackedPad";

    /// <summary>The activation between them, where the convolution itself has none and a layer after it has.</summary>
    public const string StackedActivation = "CnnFix.StackedActivation";

    /// <summary>The largest batch of training that fits.</summary>
    public const string Batch = "CnnFix.Batch";

    /// <summary>The largest batch of inference that fits.</summary>
    public const string InferenceBatch = "CnnFix.InferenceBatch";
}
