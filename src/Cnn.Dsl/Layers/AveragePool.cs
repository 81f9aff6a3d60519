namespace Cnn
{
    /// <summary>Average pooling: the mean of each window's pixels; padding does not count, unless <see cref="CountPad"/> says so.</summary>
    public sealed class AveragePoolAttribute : PoolAttribute
    {
        /// <summary>With a window given by name: <c>Ksize</c>, <c>Depth</c>, or <c>WindowHeight</c> and <c>WindowWidth</c>.</summary>
        public AveragePoolAttribute()
        {
        }

        /// <summary>With a square window that moves by its own size.</summary>
        public AveragePoolAttribute(int window) => Window = window;

        /// <summary>Rows and columns of a square window.</summary>
        public int Window { get; }

        /// <summary>Whether padding counts as pixels of 0, as in Caffe; what <see cref="PoolAttribute.Ceil"/> adds beyond the padding never does.</summary>
        public bool CountPad { get; set; }
    }
}

namespace Cnn.Dsl
{
    internal sealed class AveragePoolDefinition() : PoolDefinition(PoolKind.Average, new OptionSyntax("count_pad", "countPad", ArgumentForm.Word, new BooleanValue(true)))
    {
        public override string Keyword => "avgpool";

        public override string AttributeName => "AveragePool";
    }
}
