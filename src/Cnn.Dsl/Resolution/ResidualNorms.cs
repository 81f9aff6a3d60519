namespace Cnn.Dsl;

/// <summary>
/// The last batch norms of residual branches, which begin at 0 where the network asks for it, so that each sum begins as its shortcut
/// (Goyal et al., "Accurate, large minibatch SGD", 2017, section 5.1).
/// </summary>
internal static class ResidualNorms
{
    // A branch is longer than any network has it: what is further away decides nothing, so that the work stays in proportion.
    private const int MostSteps = 1_000;

    /// <summary>Marks them; whether there are any.</summary>
    /// <param name="layers">All layers, none of them null.</param>
    /// <param name="work">What ticks for each layer that is looked at.</param>
    public static bool Zero(List<LayerSpec?> layers, Work work)
    {
        bool found = false;
        for (int sum = 0; sum < layers.Count; sum++)
        {
            work.Tick();
            if (layers[sum] is not AddSpec { Inputs: var inputs }) continue;
            int[] branches = inputs.Distinct().ToArray();
            int shortcut = Shortcut(layers, branches, work);
            for (int i = 0; i < branches.Length; i++)
            {
                int end = branches[i];
                while (layers[end] is DropoutSpec dropout) end = dropout.Inputs[0];
                if (i == shortcut || layers[end] is not BatchNormSpec norm) continue;
                layers[end] = norm with { ZeroGamma = true };
                found = true;
            }
        }
        return found;
    }

    // The branch with the fewest layers that no other leads through; of equals, the last, as the shortcut stands behind the branch.
    private static int Shortcut(List<LayerSpec?> layers, int[] branches, Work work)
    {
        const int Shared = -1;
        var owners = new Dictionary<int, int>();
        var next = new SortedSet<int>();
        int[] own = new int[branches.Length];
        void Reach(int layer, int owner) => owners[layer] = next.Add(layer) || owners[layer] == owner ? owner : Shared;
        for (int i = 0; i < branches.Length; i++) Reach(branches[i], i);
        // Layers read earlier ones only: whoever leads through the last that is known has been seen before it.
        for (int steps = 0; next.Count > 1 && steps < MostSteps; steps++)
        {
            work.Tick();
            int layer = next.Max, owner = owners[layer];
            next.Remove(layer);
            if (owner != Shared) own[owner]++;
            foreach (int input in layers[layer]!.Inputs) Reach(input, owner);
        }
        int fewest = own.Min();
        return Array.LastIndexOf(own, fewest);
    }
}
