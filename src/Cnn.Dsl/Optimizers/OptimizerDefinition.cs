namespace Cnn.Dsl;

/// <summary>A setting of an optimizer: a number, or a flag, which is 0 or 1.</summary>
/// <param name="Word">The word before its value in text, PyTorch's; a flag stands alone.</param>
/// <param name="Property">The attribute's property, and the runtime's.</param>
/// <param name="Default">What it is where nothing is said; null where there is then none.</param>
/// <param name="Range">What the number must be; null for a flag.</param>
/// <param name="IsInRange">Whether a number is, as the 32-bit float that the runtime gets.</param>
internal sealed record OptimizerSetting(string Word, string Property, double? Default, string? Range, Func<float, bool> IsInRange)
{
    /// <summary>The name of the network's option that it is: <c>optimizerBeta1</c>.</summary>
    public string Option => OptimizerCatalog.Option + Property;

    /// <summary>What a message calls it that is about text, or about an attribute.</summary>
    public string Named(bool inText) => inText ? Word : Property;

    /// <summary>What follows the word.</summary>
    public ArgumentForm Form => Range is null ? ArgumentForm.Word : ArgumentForm.Number;

    /// <summary>Whether the optimizer keeps a float more for each parameter where it is above 0.</summary>
    public bool AddsState { get; init; }

    /// <summary>Whether the default is the optimizer's own word's, and not that of the runtime's class.</summary>
    public bool IsImplied { get; init; }

    /// <summary>The word of another setting that must be above 0 with it.</summary>
    public string? Needs { get; init; }

    /// <summary>The word of another setting that must not be above 0 with it.</summary>
    public string? Excludes { get; init; }
}

/// <summary>An optimizer as both spellings have it. Its word in text is its kind's name in small letters.</summary>
/// <param name="Kind">The optimizer.</param>
/// <param name="Class">The runtime's class.</param>
/// <param name="StateFloats">Floats that it keeps for each parameter, those of its settings apart.</param>
/// <param name="OwnSettings">What can be set, the learning rate first; not what can be set of all.</param>
internal sealed record OptimizerDefinition(OptimizerKind Kind, string Class, int StateFloats, params OptimizerSetting[] OwnSettings)
{
    /// <summary>The word.</summary>
    public string Word { get; } = Kind.ToString().ToLowerInvariant();

    /// <summary>What a message calls it that is about text, or about an attribute.</summary>
    public string Named(bool inText) => inText ? Word : Kind.ToString();

    /// <summary>A flag of the runtime's class that the word itself means; null for none.</summary>
    public string? ImpliedFlag { get; init; }

    /// <summary>All that can be set.</summary>
    public IEnumerable<OptimizerSetting> Settings => OwnSettings.Concat(OptimizerCatalog.OfAll);
}
