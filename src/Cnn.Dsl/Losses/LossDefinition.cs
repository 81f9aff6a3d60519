namespace Cnn.Dsl;

/// <summary>A setting of a loss.</summary>
/// <param name="Word">The word before its value in text.</param>
/// <param name="Property">The attribute's property, and the runtime's.</param>
/// <param name="Form">What follows the word.</param>
/// <param name="Range">What its numbers must be; null for anything.</param>
/// <param name="IsInRange">Whether a number is, as the runtime gets it: an integer, or else a 32-bit float.</param>
internal sealed record LossSetting(string Word, string Property, ArgumentForm Form, string? Range, Func<double, bool> IsInRange)
{
    /// <summary>The name of the network's option that it is: <c>lossDelta</c>.</summary>
    public string Option => LossCatalog.Option + Property;

    /// <summary>What a message calls it that is about text, or about an attribute.</summary>
    public string Named(bool inText) => inText ? Word : Property;

    /// <summary>Whether it has a number for each channel of the output.</summary>
    public bool IsOfChannels => Form == ArgumentForm.Numbers;

    /// <summary>Whether one number may stand for all channels.</summary>
    public bool TakesOneForAll { get; init; }

    /// <summary>The network's end that it is for; null for all that the loss fits.</summary>
    public NetworkEnd? End { get; init; }
}

/// <summary>A loss as both spellings have it.</summary>
/// <param name="Word">Its word in text.</param>
/// <param name="Kind">The loss.</param>
/// <param name="Ends">The ends of networks that it fits.</param>
/// <param name="Settings">What can be set.</param>
internal sealed record LossDefinition(string Word, LossKind Kind, NetworkEnd[] Ends, params LossSetting[] Settings)
{
    /// <summary>What others call it, as keys with blanks between.</summary>
    public string NamesElsewhere { get; init; } = "";

    /// <summary>What a message calls it that is about text, or about an attribute.</summary>
    public string Named(bool inText) => inText ? Word : Kind.ToString();
}
