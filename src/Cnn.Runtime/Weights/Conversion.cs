namespace Cnn;

/// <summary>How weights of other formats become safetensors: advice in Python, in which each of them can be read.</summary>
internal static class Conversion
{
    private const string Layout = "turn kernels from [rows, columns, channels, maps] to [maps, channels, rows, columns] "
        + "and dense weights from [inputs, outputs] to [outputs, inputs], those behind a Flatten of [rows, columns, channels] by "
        + "w.reshape(rows, columns, channels, outputs).transpose(3, 2, 0, 1).reshape(outputs, -1), "
        + "and save them with safetensors.numpy.save_file under the names of the network's tensors";

    public const string OfPyTorch = "convert it in Python: import torch; from safetensors.torch import save_file; "
        + "state = torch.load(\"in.pt\", map_location=\"cpu\", weights_only=True); "
        + "save_file({name: tensor.float().contiguous().clone() for name, tensor in state.items()}, \"out.safetensors\"), "
        + "where of a checkpoint or of a whole module the state_dict is meant";

    public const string OfArrays = "convert it in Python: import numpy; from safetensors.numpy import save_file; "
        + "save_file({name: array.astype(\"float32\") for name, array in numpy.load(\"in.npz\").items()}, \"out.safetensors\")";

    public const string OfArray = "give it the name of its tensor, and all others with it, in Python: "
        + "import numpy; from safetensors.numpy import save_file; save_file({\"conv1.weight\": "
            + "numpy.load(\"in.npy\").astype(\"float32\")}, \"out.safetensors\")";

    public const string OfOnnx = "convert it in Python: import onnx; from safetensors.numpy import save_file; "
        + "tensors = onnx.load(\"in.onnx\").graph.initializer; "
        + "save_file({tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in tensors}, \"out.safetensors\"), "
        + "and rename the tensors where the network has other names";

    public const string OfKeras = "read it in Python with Keras or h5py, " + Layout;

    public const string OfTensorFlow = "read it in Python with tf.train.load_checkpoint or tf.saved_model.load, " + Layout;

    public const string OfOriginal =
        "convert the model that it was made of, in PyTorch or safetensors; its own weights may be rounded to fewer bits";

    private const string SafetensorsBegin = "In Python: from safetensors.torch import load_file, save_file; save_file({";

    private const string SafetensorsEnd =
        ": tensor.float() for name, tensor in load_file(\"in.safetensors\").items()}, \"out.safetensors\").";

    /// <summary>A sentence: how all tensors become 32-bit floats.</summary>
    public const string ToFloat = SafetensorsBegin + "name" + SafetensorsEnd;

    /// <summary>A sentence: how names lose a prefix.</summary>
    /// <param name="prefix">The prefix, which nothing in a program may take for code.</param>
    public static string WithoutPrefix(string prefix) => $"{SafetensorsBegin}name.removeprefix(\"{prefix}\"){SafetensorsEnd}";

    /// <summary>A sentence: how names gain a prefix.</summary>
    /// <param name="prefix">The prefix, which nothing in a program may take for code.</param>
    public static string WithPrefix(string prefix) => $"{SafetensorsBegin}\"{prefix}\" + name{SafetensorsEnd}";
}
