namespace Cnn
{
    /// <summary>
    /// A depth-wise convolution: each channel has kernels of its own, and makes as many output maps as there are. Map <c>channel ×
    /// Multiplier + i</c> is made by the channel's kernel i.
    /// </summary>
    public sealed class DepthwiseConvLayerAttribute : ConvolutionAttribute
    {
        /// <summary>Maps that each channel makes; 1 by default.</summary>
        public int Multiplier { get; set; } = 1;
    }
}

namespace Cnn.Dsl
{
    /// <summary>A depth-wise convolution is a grouped one, with a group for each channel.</summary>
    internal sealed class DepthwiseConvLayerDefinition : ConvolutionDefinition
    {
        public override string Keyword => "depthwise";

        public override string AttributeName => "DepthwiseConvLayer";

        public override string NamePrefix => "conv";

        public override LayerSyntax Syntax { get; } = new(
            [KernelSyntax], [new("multiplier", "multiplier", ArgumentForm.Integer), .. SharedOptions]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            var kernel = Kernel(reader);
            int multiplier = reader.Integer("multiplier", 1), channels = reader.Input.Channels;
            long maps = (long)multiplier * channels;
            if (maps > int.MaxValue && !reader.Failed)
            {
                string what = Invariant.Format($"A pixel of '{reader.Name}', {multiplier} maps of each of {channels} channels,");
                reader.Report("multiplier", IssueCatalog.TooManyElements, what, Invariant.Count(maps));
            }
            return Resolve(reader, (int)Math.Min(maps, int.MaxValue), kernel) is { } spec ? spec with { Groups = channels } : null;
        }
    }
}
