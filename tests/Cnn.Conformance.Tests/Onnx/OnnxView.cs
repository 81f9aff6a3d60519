using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Conformance.Tests;

/// <summary>
/// An ONNX tensor as ours: a letter for each of its axes says what it is, N instances, H rows, W columns or C channels. Several axes of one
/// letter are one, the first the
/// slowest: <c>NHWC</c> is ours already, <c>NCHW</c> is the usual one there, <c>NCN</c> takes the pixels of a row for instances.
/// </summary>
public sealed record OnnxView(int Instances, TensorShape Shape, float[] Values)
{
    private const string Letters = "NHWC";

    /// <summary>The usual axes: channels first, and instances where there are more than three axes or just two.</summary>
    public static string UsualAxes(int rank) => rank switch
    {
        1 => "C",
        2 => "NC",
        3 => "CHW",
        4 => "NCHW",
        _ => throw new ArgumentOutOfRangeException(nameof(rank)),
    };

    /// <summary>Moves the elements to <c>[instances, height, width, channels]</c>.</summary>
    public static OnnxView Of(OnnxTensor tensor, string axes)
    {
        var extents = Letters.Select(letter => tensor.Dimensions.Where((_, axis) => axes[axis] == letter)
            .Aggregate(1, (product, extent) => product * extent)).ToArray();
        var values = new float[tensor.Values.Length];
        var index = new int[tensor.Rank];
        foreach (double value in tensor.Values)
        {
            int position = 0;
            for (int l = 0; l < Letters.Length; l++)
            {
                int coordinate = 0;
                for (int axis = 0; axis < index.Length; axis++)
                    if (axes[axis] == Letters[l]) coordinate = coordinate * tensor.Dimensions[axis] + index[axis];
                position = position * extents[l] + coordinate;
            }
            values[position] = (float)value;
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == tensor.Dimensions[axis]; axis--) index[axis] = 0;
        }
        return new(extents[0], new(extents[1], extents[2], extents[3]), values);
    }

    /// <summary>Several tensors of one height and width as one, their channels side by side.</summary>
    public static OnnxView Join(IReadOnlyList<OnnxView> views)
    {
        int channels = views.Sum(view => view.Shape.Channels), pixels = views[0].Values.Length / views[0].Shape.Channels;
        var values = new List<float>(pixels * channels);
        for (int pixel = 0; pixel < pixels; pixel++)
            foreach (var view in views) values.AddRange(view.Values.AsSpan(pixel * view.Shape.Channels, view.Shape.Channels));
        return new(views[0].Instances, views[0].Shape with { Channels = channels }, [.. values]);
    }
}
