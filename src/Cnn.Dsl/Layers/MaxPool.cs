namespace Cnn
{
    /// <summary>Max pooling: the largest value of each window.</summary>
    public sealed class MaxPoolAttribute : PoolAttribute
    {
        /// <summary>With a window given by name: <c>Ksize</c>, <c>Depth</c>, or <c>WindowHeight</c> and <c>WindowWidth</c>.</summary>
        public MaxPoolAttribute()
        {
        }

        /// <summary>With a square window that moves by its own size.</summary>
        public MaxPoolAttribute(int window) => Window = window;

        /// <summary>Rows and columns of a square window.</summary>
        public int Window { get; }
    }
}

namespace Cnn.Dsl
{
    internal sealed class MaxPoolDefinition() : PoolDefinition(PoolKind.Max)
    {
        public override string Keyword => "maxpool";

        public override string AttributeName => "MaxPool";
    }
}
