using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>One layer in one pass: what it reads, and what its numbers are.</summary>
/// <param name="Network">The network.</param>
/// <param name="Position">The layer's position.</param>
/// <param name="Pass">The pass; the outputs of the layers before are there.</param>
/// <param name="Gradients">
/// The gradients of all parameters, in the order of the network's elements, where a way back adds; none on the way forward.
/// </param>
internal sealed record LayerRun(ReferenceNetwork Network, int Position, ForwardPass Pass, double[][] Gradients)
{
    /// <summary>The layer.</summary>
    public LayerSpec Layer => Network.Spec.Layers[Position];

    /// <summary>The first tensor that the layer reads.</summary>
    public double[] X => Pass.Outputs[Layer.Inputs[0]];

    /// <summary>All tensors that the layer reads.</summary>
    public IEnumerable<double[]> Inputs => Layer.Inputs.Select(input => Pass.Outputs[input]);

    /// <summary>The channels of each of them.</summary>
    public IEnumerable<int> InputChannels => Layer.Inputs.Select(input => Network.Spec.Layers[input].Output.Channels);

    /// <summary>How many instances the tensors hold.</summary>
    public int Instances => Pass.Instances;

    /// <summary>What the layer's output is multiplied by, where it drops values; null where it drops none.</summary>
    public double[]? Mask => Pass.Masks is { } masks && masks.TryGetValue(Position, out double[]? mask) ? mask : null;

    /// <summary>A parameter of the layer; null where it has none of this role.</summary>
    public double[]? Find(ParameterRole role) => Network.ParameterOf(Position, role);

    /// <summary>A parameter that the layer has.</summary>
    public double[] Parameter(ParameterRole role) =>
        Find(role) ?? throw new ArgumentException($"'{Layer.Name}' has no parameter of the role {role}.", nameof(role));

    /// <summary>The gradient of a parameter, to be added to; null where the layer has none of this role.</summary>
    public double[]? FindGradient(ParameterRole role)
    {
        for (int k = 0; k < Gradients.Length; k++)
            if (Network.Parameters[k].Layer == Position && Network.Parameters[k].Spec.Role == role) return Gradients[k];
        return null;
    }

    /// <summary>The gradient of a parameter that the layer has, to be added to.</summary>
    public double[] Gradient(ParameterRole role) =>
        FindGradient(role) ?? throw new ArgumentException($"'{Layer.Name}' has no parameter of the role {role}.", nameof(role));
}
