namespace Cnn.Planning.Tests.Zoo;

/// <summary>The plans of the zoo, inference and training, under the independent check of addresses.</summary>
public class ZooPlanTests
{
    public static TheoryData<string> Names => ZooNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_IsSound(string name)
    {
        var plan = Planner.Plan(ZooNetworks.SpecOf(name));
        MemoryCheck.Everything(plan);
        MemoryCheck.Tiles_FitTheRegistersAndTheirDimensions(plan);
    }
}
