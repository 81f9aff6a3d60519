namespace Cnn
{
    /// <summary>Global average pooling: the mean of all pixels of each channel, whatever the size of the map.</summary>
    public sealed class GlobalAveragePoolAttribute : LayerAttribute;
}

namespace Cnn.Dsl
{
    internal sealed class GlobalAveragePoolDefinition() : GlobalPoolDefinition(PoolKind.Average)
    {
        public override string Keyword => "global_avgpool";

        public override string AttributeName => "GlobalAveragePool";
    }
}
