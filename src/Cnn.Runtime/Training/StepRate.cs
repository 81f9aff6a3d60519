namespace Cnn;

/// <summary>A step's learning rate, and the optimizer's own, which a schedule makes it from and which is what a user sets.</summary>
internal readonly record struct StepRate(float OfStep, float Own)
{
    /// <summary>As a message has it.</summary>
    public override string ToString() =>
        OfStep == Own
            ? LearningRateText.Of(OfStep)
            : $"{LearningRateText.Of(OfStep)}, which the schedule made of {LearningRateText.Of(Own)}";
}
