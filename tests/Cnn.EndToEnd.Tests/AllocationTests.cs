namespace Cnn.EndToEnd.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void PredictAndStep_AllocateNothing()
    {
        string[] lines = ChildProcess.RunProbe("allocations")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal($"threads {Environment.ProcessorCount}", lines[0]);
        Assert.Equal(["predict-one 0", "predict-many 0", "step 0", "predict-others 0", "step-others 0", "predict-bytes 0", "step-bytes 0"],
            lines[1..]);
    }
}
