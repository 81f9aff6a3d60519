namespace Cnn;

/// <summary>What a run of a phase does where the loss is a function of sums over the batch's outputs.</summary>
internal enum LossStage
{
    /// <summary>Its steps, and where the loss is among them, the loss and the gradients.</summary>
    Steps,

    /// <summary>Its steps, and the instances' sums in the place of the loss.</summary>
    Gather,

    /// <summary>No step: the sums of all instances are taken together, by one thread.</summary>
    Conclude,
}
