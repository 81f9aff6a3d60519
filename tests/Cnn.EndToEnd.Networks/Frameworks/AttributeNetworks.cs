namespace Cnn.EndToEnd.Networks;

/// <summary>The same network as <c>LeNet5</c> in Trajectories.cnn, as attributes.</summary>
[Network(Batch = 8), Input(32, 32, 1)]
[ConvLayer(6, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
[ConvLayer(16, Kernel = 5, Activation = Activation.Tanh), AveragePool(Ksize = [1, 2, 2, 1], Strides = [1, 2, 2, 1])]
[ConvLayer(120, Kernel = 5), Tanh]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10), Softmax]
public sealed partial class LeNet5AsAttributes;

/// <summary>The same network once more, as text inside C#.</summary>
[Network(Source = """
    batch 8
    input 32x32x1
    conv 6 5x5 tanh, avgpool 2x2
    conv 16 5x5 tanh, avgpool 2x2
    conv 120 5x5 tanh
    dense 84 tanh
    dense 10, softmax
    """)]
public sealed partial class LeNet5AsSource;

/// <summary>The same network as <c>Digits</c> in Trajectories.cnn, as attributes.</summary>
[Network(Batch = 6), Input(28, 28, 1)]
[ConvLayer(8, Kernel = 3, Pad = [1], Activation = Activation.Relu), MaxPool(2)]
[ConvLayer(16, Kernel = 3, Padding = Padding.Same, Activation = Activation.Relu), MaxPool(WindowHeight = 2, WindowWidth = 2)]
[Flatten]
[Dense(32, Activation = Activation.Relu)]
[Dense(10), Softmax]
public sealed partial class DigitsAsAttributes;
