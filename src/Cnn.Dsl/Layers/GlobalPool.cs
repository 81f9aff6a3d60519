namespace Cnn.Dsl;

/// <summary>Pooling whose one window is the whole map, so that a vector of the channels is left.</summary>
internal abstract class GlobalPoolDefinition(PoolKind kind) : LayerDefinition
{
    public override string NamePrefix => "pool";

    public override LayerSyntax Syntax => LayerSyntax.KeywordOnly;

    public override LayerSpec? Resolve(LayerReader reader)
    {
        var (height, width, channels) = (reader.Input.Height, reader.Input.Width, reader.Input.Channels);
        return new PoolSpec(
            reader.Name, reader.Inputs, reader.Input, new(1, 1, channels), kind, new(height, width, height, width, 0, 0, 0, 0));
    }
}
