using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>One batch through a network's inference plan.</summary>
internal sealed unsafe class InferenceJob<TNetwork>(Arena arena, Arena parameters) : PassJob(TNetwork.Info.Inference)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The images of this call; pinned by the caller until the job is over.</summary>
    public float* Images { get; set; }

    /// <inheritdoc/>
    protected override void RunRange(int phase, int begin, int end)
    {
        InferencePass pass = new()
        {
            Arena = ref arena.Origin,
            Parameters = ref parameters.Origin,
            Images = ref Unsafe.AsRef<float>(Images),
        };
        TNetwork.RunInference(phase, ref pass, begin, end);
    }
}
