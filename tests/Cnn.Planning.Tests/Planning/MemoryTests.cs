namespace Cnn.Planning.Tests;

public class MemoryTests
{
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void TensorsThatLiveTogether_DoNotOverlap(string statements) =>
        MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void SharedStretchesAndParameters_DoNotOverlap(string statements)
    {
        MemoryCheck.SharedStretches_DoNotOverlap(Plans.Of(statements));
        MemoryCheck.Parameters_DoNotOverlap(Plans.Of(statements));
    }

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(string statements) =>
        MemoryCheck.HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Contractions_StayInsideTheirOperands(string statements) =>
        MemoryCheck.Contractions_StayInsideTheirOperands(Plans.Of(statements));

    public static TheoryData<string> LargeNetworks { get; } =
    [
        """
        block bottleneck(maps, stride) {
          residual relu { conv maps 1x1, batchnorm, relu, conv maps 3x3 stride stride pad 1, batchnorm, relu, conv 4*maps 1x1,
            batchnorm } shortcut { conv 4*maps 1x1 stride stride, batchnorm }
        }
        block bottleneck(maps) { residual relu { conv maps 1x1, batchnorm, relu, conv maps 3x3 pad 1, batchnorm, relu, conv 4*maps 1x1,
          batchnorm } }
        input 64x64x3, conv 64 7x7 stride 2 pad 3, batchnorm, relu, maxpool 3x3 stride 2 pad 1
        bottleneck(64, 1), bottleneck(64) x2, bottleneck(128, 2), bottleneck(128) x3, bottleneck(256, 2), bottleneck(256) x5,
          bottleneck(512, 2), bottleneck(512) x2
        global_avgpool, dense 1000, softmax
        """,
        """
        block inception(c1, r3, c3, r5, c5, p) {
          concat {
            branch { conv c1 1x1 relu }
            branch { conv r3 1x1 relu, conv c3 3x3 same relu }
            branch { conv r5 1x1 gelu, conv c5 5x5 same silu }
            branch { maxpool 3x3 stride 1 same, conv p 1x1 relu }
          }
        }
        inference_batch 3
        input 48x48x3, conv 64 7x7 stride 2 pad 3 relu, maxpool 3x3 stride 2 ceil
        inception(64, 96, 128, 16, 32, 32), inception(128, 128, 192, 32, 96, 64), maxpool 3x3 stride 2 ceil,
          inception(192, 96, 208, 16, 48, 64)
        global_avgpool, dropout 0.4, dense 7 sigmoid
        """,
    ];

    [Theory]
    [MemberData(nameof(LargeNetworks))]
    public void LargeNetworks_PassEveryCheck(string statements) => MemoryCheck.Everything(Plans.Of(statements));

    // A check that finds nothing proves nothing where it would find nothing anyway.
    [Fact]
    public void TensorsThatAreMovedOntoEachOther_AreFound()
    {
        var plan = Plans.Of("batch 2, input 6x6x1, conv 2 3x3 same relu, conv 3 3x3, dense 3");
        var moved = plan.Training with { Tensors = plan.Training.Tensors.Select(tensor => tensor with { Offset = 0 }).ToEquatableArray() };
        Assert.ThrowsAny<Exception>(() => MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(plan with { Training = moved }));
        var parameters = plan.Parameters.Select(parameter => parameter with { Offset = 0 }).ToEquatableArray();
        Assert.ThrowsAny<Exception>(() => MemoryCheck.Parameters_DoNotOverlap(plan with { Parameters = parameters }));
        Assert.ThrowsAny<Exception>(() =>
            MemoryCheck.SharedStretches_DoNotOverlap(plan with { Training = plan.Training with { SharedFloats = 16 } }));
    }

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Tiles_FitTheRegistersAndTheirDimensions(string statements) =>
        MemoryCheck.Tiles_FitTheRegistersAndTheirDimensions(Plans.Of(statements));
}
