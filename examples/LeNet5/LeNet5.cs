using Cnn;

namespace LeNetExample;

/// <summary>
/// LeNet-5 (LeCun et al. 1998) as it is usually taught: full connections in the second convolution, average pooling, a softmax.
/// </summary>
[Network(Batch = 32, InferenceBatch = 32), Input(28, 28, 1)]
[ConvLayer(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePool(2)]
[ConvLayer(16, Kernel = 5, Activation = Activation.Tanh)]
[AveragePool(2)]
[ConvLayer(120, Kernel = 5, Activation = Activation.Tanh)]
[Dense(84, Activation = Activation.Tanh)]
[Dense(10), Softmax]
public partial class LeNet5;
