namespace Cnn.Dsl;

/// <summary>Where the channels of a layer's output come from, which decides the order that a weight file has them in.</summary>
public enum ChannelOrigin
{
    /// <summary>The layer itself says which they are: <see cref="LayerSpec.OwnOrder"/>.</summary>
    Own,

    /// <summary>A row of its weights makes each, so that they may be in any order.</summary>
    Learned,

    /// <summary>Each is made of the channel of the same number, of each input.</summary>
    Inputs,
}
