namespace Cnn
{
    /// <summary>Global max pooling: the largest of all pixels of each channel, whatever the size of the map.</summary>
    public sealed class GlobalMaxPoolAttribute : LayerAttribute;
}

namespace Cnn.Dsl
{
    internal sealed class GlobalMaxPoolDefinition() : GlobalPoolDefinition(PoolKind.Max)
    {
        public override string Keyword => "global_maxpool";

        public override string AttributeName => "GlobalMaxPool";
    }
}
