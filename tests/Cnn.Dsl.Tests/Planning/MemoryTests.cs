namespace Cnn.Dsl.Tests;

public class MemoryTests
{
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void TensorsThatLiveTogether_DoNotOverlap(string statements) => MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void SharedStretchesAndParameters_DoNotOverlap(string statements)
    {
        MemoryCheck.SharedStretches_DoNotOverlap(Plans.Of(statements));
        MemoryCheck.Parameters_DoNotOverlap(Plans.Of(statements));
    }

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(string statements) => MemoryCheck.HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Contractions_StayInsideTheirOperands(string statements) => MemoryCheck.Contractions_StayInsideTheirOperands(Plans.Of(statements));

    // A check that finds nothing proves nothing where it would find nothing anyway.
    [Fact]
    public void TensorsThatAreMovedOntoEachOther_AreFound()
    {
        var plan = Plans.Of("batch 2, input 6x6x1, conv 2 3x3 same relu, conv 3 3x3, dense 3");
        var moved = plan.Training with { Tensors = plan.Training.Tensors.Select(tensor => tensor with { Offset = 0 }).ToEquatableArray() };
        Assert.ThrowsAny<Exception>(() => MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(plan with { Training = moved }));
        var parameters = plan.Parameters.Select(parameter => parameter with { Offset = 0 }).ToEquatableArray();
        Assert.ThrowsAny<Exception>(() => MemoryCheck.Parameters_DoNotOverlap(plan with { Parameters = parameters }));
        Assert.ThrowsAny<Exception>(() => MemoryCheck.SharedStretches_DoNotOverlap(plan with { Training = plan.Training with { SharedFloats = 16 } }));
    }

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Tiles_FitTheRegistersAndTheirDimensions(string statements) => MemoryCheck.Tiles_FitTheRegistersAndTheirDimensions(Plans.Of(statements));
}
