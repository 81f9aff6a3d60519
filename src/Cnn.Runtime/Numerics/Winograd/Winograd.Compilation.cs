namespace Cnn.Runtime;

public static partial class Winograd
{
    /// <summary>
    /// Has the transforms of a form compiled that most convolutions call: those that begin with a bias and rectify. They are called for
    /// no maps, so that they touch no memory.
    /// </summary>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="tile">Rows and columns of a tile of inputs.</param>
    internal static void Compile(int kernel, int tile)
    {
        if (kernel == 5) Compile<F2x5>();
        else if (tile == 4) Compile<F2x3>();
        else Compile<F4x3>();
    }

    private static void Compile<TForm>()
        where TForm : struct, IForm
    {
        float nothing = 0;
        WinogradTiles none = new(Rows: 1, Columns: 1, Blocks: 0, BlockTiles: 0, ElementStride: 0);
        TransformInput<TForm>(in nothing, default, ref nothing, none, 0, 0, isFar: false);
        TransformOutput<TForm, FromBias, Relu>(in nothing, none, in nothing, ref nothing, default, in nothing, default, 0, 0);
    }
}
