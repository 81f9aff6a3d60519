namespace Cnn.Planning;

/// <summary>What a session takes: a slot and its bound, what instances share, a thread's scratch, and the parameters.</summary>
internal static class MemorySection
{
    public static IEnumerable<string> Lines(ExecutionPlan pass, SessionMemory memory)
    {
        string shared = pass.IsTraining ? "losses, statistics, weights turned or transformed" : "outputs";
        string slots = Invariant.Format($"the shared part and {pass.Batch} {(pass.Batch == 1 ? "slot" : "slots")}");
        var floats = new List<string[]>
        {
            new[] { "slot", Invariant.Count(pass.SlotFloats), "of each instance" },
            new[] { "its lower bound", Invariant.Count(pass.LiveFloats), "the largest sum of tensors that live together" },
            new[] { "shared", Invariant.Count(pass.SharedFloats), "of all instances: " + shared },
            new[] { "arena", Invariant.Count(pass.ArenaFloats), slots },
            new[] { "scratch", Invariant.Count(pass.ScratchFloats), "of each thread: what a step keeps between its kernels" },
        };
        if (pass.PreparedFloats > 0)
            floats.Add(["prepared", Invariant.Count(pass.PreparedFloats), "of the model: weights that it transforms when it is made"]);
        var bytes = new List<string[]>
        {
            new[] { "arena and scratch of one thread", MemorySize.Format(memory.Arena) },
            new[] { pass.PreparedFloats > 0 ? "weights, prepared ones among them" : "weights", MemorySize.Format(memory.Weights) },
        };
        if (pass.IsTraining)
        {
            bytes.Add(["gradients", MemorySize.Format(memory.Gradients)]);
            if (memory.State > 0) bytes.Add(["the optimizer's state", MemorySize.Format(memory.State)]);
            if (memory.Targets > 0) bytes.Add(["targets", MemorySize.Format(memory.Targets)]);
        }
        return
        [
            "Memory (in floats of 4 bytes)",
            .. TextTable.Lines(floats, false, true, false),
            "",
            $"A session on one thread takes {MemorySize.Format(memory.Total)}",
            .. TextTable.Lines(bytes, false, false),
        ];
    }
}
