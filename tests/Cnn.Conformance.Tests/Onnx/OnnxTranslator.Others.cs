using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Conformance.Tests;

public static partial class OnnxTranslator
{
    private static OnnxTranslation Gemm(OnnxCase one)
    {
        var bias = one.Operand(2);
        int maps = one.Outputs[0].Dimensions[1];
        if (bias is not null && bias.Values.Length != 1 && bias.Values.Length != maps) return OnnxTranslation.Out("a bias is a vector");
        float[]? biases = bias is null ? null : Floats(bias, one.Node.Number("beta", 1));
        if (biases?.Length == 1) biases = [.. Enumerable.Repeat(biases[0], maps)];
        return Dense(one, one.Operands[1]!, one.Node.Integer("transB", 0) != 0, one.Node.Number("alpha", 1), biases);
    }

    // Ours are [outputs, inputs]; a factor before the product is one before the weights.
    private static OnnxTranslation Dense(OnnxCase one, OnnxTensor matrix, bool isTransposed, double factor, float[]? bias)
    {
        float[] weights = OnnxView.Of(matrix, isTransposed ? "HW" : "WH").Values;
        string axes = one.Node.Integer("transA", 0) != 0 ? "CN" : "NC";
        (string, float[])[] parameters = [("dense1.weight", [.. weights.Select(weight => (float)(weight * factor))])];
        if (bias is not null) parameters = [.. parameters, ("dense1.bias", bias)];
        float[] expected = OnnxView.Of(one.Outputs[0], "NC").Values;
        return Network($"dense {one.Outputs[0].Dimensions[1]}{(bias is null ? " nobias" : "")}", OnnxView.Of(one.X, axes), expected,
            parameters);
    }

    private static OnnxTranslation Sum(OnnxCase one)
    {
        if (one.Operands.Length < 2) return OnnxTranslation.Out("a sum is of two layers or more");
        if (one.Operands.Any(operand => !operand!.Dimensions.SequenceEqual(one.X.Dimensions)))
            return OnnxTranslation.Out("a sum is of equal shapes");
        return Join(one, "add", OnnxView.UsualAxes(one.X.Rank));
    }

    // Whichever axis they are joined along is the channels', the others are rows and columns.
    private static OnnxTranslation Concat(OnnxCase one)
    {
        int axis = (one.Node.Integer("axis", 0) + one.X.Rank) % one.X.Rank;
        var others = new Queue<char>("HW");
        return Join(one, "concat", string.Concat(Enumerable.Range(0, one.X.Rank).Select(i => i == axis ? 'C' : others.Dequeue())));
    }

    // A network has one input: the operands are its channels, which convolutions with ones and zeros take out of it.
    private static OnnxTranslation Join(OnnxCase one, string keyword, string axes)
    {
        OnnxView[] views = [.. one.Operands.Select(operand => OnnxView.Of(operand!, axes))];
        var input = OnnxView.Join(views);
        var statements = new List<string>();
        var parameters = new List<(string, float[])>();
        int first = 0;
        foreach (var (view, i) in views.Select((view, i) => (view, i)))
        {
            int channels = view.Shape.Channels, all = input.Shape.Channels, begin = first;
            statements.Add($"x{i}: conv {channels} 1x1 nobias from input");
            parameters.Add(($"x{i}.weight", [.. Enumerable.Range(0, channels * all).Select(w => w % all == begin + w / all ? 1f : 0f)]));
            first += channels;
        }
        statements.Add($"{keyword} {string.Join(' ', views.Select((_, i) => $"\"x{i}\""))}");
        return Network(string.Join('\n', statements), input, OnnxView.Of(one.Outputs[0], axes).Values, [.. parameters]);
    }

    // Our vectors are in row, column, channel order: the axes that are flattened are those, in this order.
    private static OnnxTranslation Flatten(OnnxCase one)
    {
        int axis = (one.Node.Integer("axis", 1) + one.X.Rank) % one.X.Rank, rank = one.X.Rank;
        string axes = new string('N', axis) + new string('H', Math.Max(0, rank - axis - 2)) + "WC"[Math.Max(0, 2 - (rank - axis))..];
        return Network("flatten", OnnxView.Of(one.X, axes), OnnxView.Of(one.Outputs[0], "NC").Values);
    }

    private static OnnxTranslation Dropout(OnnxCase one)
    {
        if (one.Operand(2) is { } training && training.Values[0] != 0)
            return OnnxTranslation.Out("an output of training: ours are of inference");
        double rate = one.Operand(1) is { } ratio ? ratio.Values[0] : one.Node.Number("ratio", 0.5f);
        return Layer(one, "dropout " + Invariant.Number(rate));
    }

    // Along any axis: the others are instances.
    private static OnnxTranslation Softmax(OnnxCase one)
    {
        int axis = (one.Node.Integer("axis", -1) + one.X.Rank) % one.X.Rank;
        return Layer(one, "softmax", string.Concat(Enumerable.Range(0, one.X.Rank).Select(i => i == axis ? 'C' : 'N')));
    }

    // The mean over pixels is the mean over instances, weighted or not; so all are one batch.
    private static OnnxTranslation Loss(OnnxCase one)
    {
        if (one.Node.Text("reduction", "mean") != "mean") return OnnxTranslation.Out("the loss is the mean");
        var input = OnnxView.Of(one.X, string.Concat(Enumerable.Range(0, one.X.Rank).Select(i => i == 1 ? 'C' : 'N')));
        int[] labels = [.. one.Operands[1]!.Values.Select(label => (int)label)];
        string loss = "loss cross_entropy";
        if (one.Operand(2) is { } weights) loss += " weights " + string.Join(' ', weights.Values.Select(Invariant.Number));
        if (one.Node.Attributes.ContainsKey("ignore_index"))
            loss += Invariant.Format($" ignore {one.Node.Integer("ignore_index", 0)}");
        string statements = Invariant.Format($"batch {labels.Length}\n{loss}\nsoftmax");
        return new(new(statements, input, Floats(one.Outputs[0])) { Labels = labels }, "");
    }

    // Each axis along which slopes differ is one of channels; along the others there are instances.
    private static OnnxTranslation PRelu(OnnxCase one)
    {
        var slopes = one.Operands[1]!;
        int missing = one.X.Rank - slopes.Rank;
        bool Differ(int axis) => axis >= missing && slopes.Dimensions[axis - missing] > 1;
        return Layer(one, "prelu", string.Concat(Enumerable.Range(0, one.X.Rank).Select(axis => Differ(axis) ? 'C' : 'N')),
            ("prelu1.weight", Floats(slopes)));
    }

    // ONNX divides alpha by the size, as Caffe does.
    private static OnnxTranslation LocalResponseNorm(OnnxCase one)
    {
        string Number(string name, float absent) => Invariant.Number(one.Node.Number(name, absent));
        return Layer(
            one, $"lrn size {one.Node.Integer("size", 0)} alpha {Number("alpha", 1e-4f)} beta {Number("beta", 0.75f)} k "
            + $"{Number("bias", 1)} caffe");
    }

    // An epsilon that is not ours is made up for by the variance, beside which it stands.
    private static OnnxTranslation BatchNorm(OnnxCase one)
    {
        if (one.Node.Integer("training_mode", 0) != 0)
            return OnnxTranslation.Out("running averages follow PyTorch's rule, with the unbiased variance");
        double more = one.Node.Number("epsilon", 1e-5f) - 1e-5;
        float[] variance = [.. one.Operands[4]!.Values.Select(value => (float)(value + more))];
        return Layer(
            one, "batchnorm", null, ("batchnorm1.weight", Floats(one.Operands[1]!)), ("batchnorm1.bias", Floats(one.Operands[2]!)),
            ("batchnorm1.running_mean", Floats(one.Operands[3]!)), ("batchnorm1.running_var", variance));
    }
}
