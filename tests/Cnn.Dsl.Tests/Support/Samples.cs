namespace Cnn.Dsl.Tests;

/// <summary>Valid texts that several tests begin with.</summary>
internal static class Samples
{
    /// <summary>LeNet-5's modern form (LeCun et al., 1998, with max pooling and softmax).</summary>
    public const string LeNet5 =
        """
        # LeNet-5
        namespace My.App

        network LeNet5 {
          batch 64
          inference_batch 1
          input 28x28x1
          conv1: conv 6 5x5 same tanh
          maxpool 2x2
          conv 16 5x5 tanh, maxpool 2x2
          dense 120 tanh, dense 84 tanh
          scores: dense 10
          softmax
        }
        """;

    /// <summary>Blocks, repetitions, branches and joins.</summary>
    public const string Composition =
        """
        block unit(maps, stride) {
          residual relu {
            conv maps 3x3 stride stride pad (3 - 1) / 2 relu, last: conv 2*maps 1x1
          } shortcut { conv 2*maps 1x1 stride stride }
        }
        block unit(maps) { residual { conv maps 1x1 } x2 }

        network Composition {
          input 16x16x4
          a.0: unit(4, 2), unit(8) x2, "b/1": unit(8)
          concat { branch { relu } branch { maxpool 3x3 stride 1 same }
            branch { } }
          tanh x3, c: add tanh1 tanh3 sigmoid, concat c tanh2, dense 3, softmax
        }
        """;

    /// <summary>Every layer and option of the language.</summary>
    public const string Everything =
        """
        namespace A

        internal network Everything { input 32x32x4, "a/1": conv 8 3x3 stride 1 same nobias relu
          b: conv 8 3x3 stride 2x1 pad 1 2 0 1 bias sigmoid from "a/1"   # a comment
          depthwise 2x1 multiplier 2 stride 1 dilation 2x1 same, conv 8 1x1 groups 4,
            conv 8 1x2 same dilation 2 connect "0,1,2,3,4 5,6,7,7 0"
          maxpool ksize 1 2 2 1 strides 1 2 2 1 valid
          avgpool 3x3 stride 2 pad 1
          maxpool depth 2, avgpool depth 2 stride 2
          relu, leakyrelu, elu, tanh, scaledtanh, sigmoid, silu, hardswish, gelu
          lrn size 3 alpha 5e-5 beta 1 k 1 caffe within, pad 1 channels 2 0
          drop.1: dropout 0.25
          flatten, dense 10 nobias, softmax
          batch 8
        }
        network Second { input 2x2x1, conv 1 1x1 pad 1 2 }
        """;
}
