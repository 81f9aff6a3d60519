namespace Cnn.Dsl.Tests;

public class MemoryTests
{
    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void TensorsThatLiveTogether_DoNotOverlap(string statements) => MemoryCheck.TensorsThatLiveTogether_DoNotOverlap(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(string statements) => MemoryCheck.HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Contractions_StayInsideTheirOperands(string statements) => MemoryCheck.Contractions_StayInsideTheirOperands(Plans.Of(statements));

    [Theory]
    [MemberData(nameof(Plans.Statements), MemberType = typeof(Plans))]
    public void Tiles_FitTheRegistersAndTheirDimensions(string statements) => MemoryCheck.Tiles_FitTheRegistersAndTheirDimensions(Plans.Of(statements));
}
