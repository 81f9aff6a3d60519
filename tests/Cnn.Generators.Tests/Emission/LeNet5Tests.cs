namespace Cnn.Generators.Tests;

/// <summary>The whole of the generated code for LeNet-5 as the textbook table has it (61,706 parameters), in both spellings.</summary>
public class LeNet5Tests
{
    [Fact]
    public void Attributes_GiveTheAcceptedCode() => Snapshots.Verify(Harness.Compile(("LeNet5.cs",
        """
        using Cnn;

        [Network(Batch = 32), Input(32, 32, 1)]
        [ConvLayer(6, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
        [ConvLayer(16, Kernel = 5, Activation = Activation.Tanh), AveragePool(2)]
        [ConvLayer(120, Kernel = 5, Activation = Activation.Tanh)]
        [Dense(84, Activation = Activation.Tanh), Dense(10), Softmax]
        public partial class LeNet5;
        """)));

    [Fact]
    public void Text_GivesTheAcceptedCode() => Snapshots.Verify(Harness.Compile(("LeNet5.cnn",
        """
        network LeNet5 {
          input 32x32x1
          conv 6 5x5 tanh,  avgpool 2x2
          conv 16 5x5 tanh, avgpool 2x2
          conv 120 5x5 tanh
          dense 84 tanh
          dense 10, softmax
        }
        """)));
}
