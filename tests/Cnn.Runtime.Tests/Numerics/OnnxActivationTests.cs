namespace Cnn.Runtime.Tests;

/// <summary>
/// The first twelve numbers of the operator tests of ONNX (Apache-2.0, github.com/onnx/onnx at 6be0677fc22e, backend/test/data/node):
/// test_elu_default, test_gelu_default_2, test_hardswish, test_leakyrelu_default, test_sigmoid and test_tanh, which share an input; and
/// test_swish.
/// </summary>
public sealed class OnnxActivationTests
{
    private static readonly float[] s_input =
    [
        1.7640524f, 0.4001572f, 0.978738f, 2.2408931f, 1.867558f, -0.9772779f, 0.95008844f, -0.1513572f, -0.10321885f, 0.41059852f,
            0.14404356f, 1.4542735f,
    ];

    [Fact]
    public void Elu_IsOnnxs() => Check(VectorMath.Elu, s_input,
    [
        1.7640524f, 0.4001572f, 0.978738f, 2.2408931f, 1.867558f, -0.62366587f, 0.95008844f, -0.14045942f, -0.0980705f, 0.41059852f,
            0.14404356f, 1.4542735f,
    ]);

    [Fact]
    public void Gelu_IsOnnxs() => Check(VectorMath.Gelu, s_input,
    [
        1.6954986f, 0.26229492f, 0.8183672f, 2.212845f, 1.8098283f, -0.16048446f, 0.78759134f, -0.06657401f, -0.047366578f, 0.27071437f,
            0.08027072f, 1.3482057f,
    ]);

    [Fact]
    public void HardSwish_IsOnnxs() => Check(VectorMath.HardSwish, s_input,
    [
        1.400673f, 0.22676624f, 0.6490237f, 1.9573803f, 1.5150745f, -0.32946026f, 0.6254889f, -0.07186043f, -0.049833737f, 0.2333978f,
            0.07547987f, 1.079622f,
    ]);

    [Fact]
    public void LeakyRelu_IsOnnxs() => Check(VectorMath.LeakyRelu, s_input,
    [
        1.7640524f, 0.4001572f, 0.978738f, 2.2408931f, 1.867558f, -0.0097727785f, 0.95008844f, -0.0015135721f, -0.0010321885f, 0.41059852f,
            0.14404356f, 1.4542735f,
    ]);

    [Fact]
    public void Sigmoid_IsOnnxs() => Check(VectorMath.Sigmoid, s_input,
    [
        0.8537165f, 0.59872544f, 0.7268578f, 0.9038621f, 0.8661755f, 0.27343225f, 0.72113293f, 0.4622328f, 0.47421816f, 0.6012314f,
            0.53594875f, 0.81065524f,
    ]);

    [Fact]
    public void Tanh_IsOnnxs() => Check(VectorMath.Tanh, s_input,
    [
        0.9429539f, 0.38008347f, 0.7525191f, 0.97762674f, 0.9533722f, -0.75188506f, 0.73982304f, -0.15021189f, -0.102853835f, 0.38898078f,
            0.14305553f, 0.8965347f,
    ]);

    [Fact]
    public void Silu_IsOnnxsSwish() => Check(VectorMath.Silu, [3, 4, 5], [2.8577223f, 3.928055f, 4.966536f]);

    private delegate void Map(ref float x, int count);

    private static void Check(Map map, float[] input, float[] expected)
    {
        float[] found = (float[])input.Clone();
        map(ref found[0], found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 6e-7f);
    }
}
