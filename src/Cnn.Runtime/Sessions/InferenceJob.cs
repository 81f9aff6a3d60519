using Cnn.Runtime;

namespace Cnn;

/// <summary>One batch through a network's inference plan.</summary>
internal sealed class InferenceJob<TNetwork>(Arena arena, Arena parameters) : PassJob(TNetwork.Info.Inference)
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The images of this call; pinned by the caller until the job is over.</summary>
    public Pixels Images { get; set; }

    /// <inheritdoc/>
    protected override void RunRange(int phase, int begin, int end)
    {
        InferencePass pass = new()
        {
            Arena = ref arena.Origin,
            Parameters = ref parameters.Origin,
            Images = ref Images.Floats,
            ByteImages = ref Images.Bytes,
        };
        TNetwork.RunInference(phase, ref pass, begin, end);
    }
}
