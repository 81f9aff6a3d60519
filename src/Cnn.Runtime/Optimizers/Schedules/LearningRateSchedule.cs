namespace Cnn;

/// <summary>
/// How the learning rate changes over a training: a factor on the optimizer's own rate, for each step. Derive from it for a schedule of
/// your own. It depends on where the training is and on nothing else, so that a training can be taken up again at any step.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>The optimizer's rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>The factor of a step: finite and not negative.</summary>
    public abstract double FactorAt(in SchedulePosition position);

    /// <summary>Looks, as a training begins, whether the schedule fits its length.</summary>
    /// <param name="run">The training's first step.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal virtual void Check(in SchedulePosition run)
    {
    }

    /// <summary>The factor of a step of a training whose losses play no part.</summary>
    /// <param name="step">Steps before this one, from the beginning of the training.</param>
    /// <param name="stepsPerEpoch">At least 1.</param>
    /// <param name="epochs">Of the whole training, at least 1.</param>
    public double FactorAt(long step, int stepsPerEpoch, int epochs) =>
        FactorAt(new SchedulePosition(step, stepsPerEpoch, (long)epochs * stepsPerEpoch));

    /// <summary>
    /// The rate times <paramref name="factor"/> again after each <paramref name="epochs"/> epochs (PyTorch's <c>StepLR</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of epochs is not positive, or the factor is negative or not finite.
    /// </exception>
    public static LearningRateSchedule Step(int epochs, double factor) => new StepSchedule(epochs, factor);

    /// <summary>
    /// The rate times <paramref name="factor"/> again after each of these numbers of epochs (PyTorch's <c>MultiStepLR</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    /// <exception cref="ArgumentException">There are no epochs, or they are not positive and rising.</exception>
    public static LearningRateSchedule MultiStep(double factor, params ReadOnlySpan<int> epochs) => new MultiStepSchedule(factor, epochs);

    /// <summary>
    /// The rate times <paramref name="factor"/> for each epoch, in equal proportions for each of its steps
    /// (<see cref="PerEpoch"/> makes PyTorch's <c>ExponentialLR</c> of it, which changes between epochs).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static LearningRateSchedule Exponential(double factor) => new ExponentialSchedule(factor);

    /// <summary>
    /// Down to 0 as the share of the epochs that are left to the power of <paramref name="power"/> (PyTorch's <c>PolynomialLR</c>).
    /// </summary>
    /// <param name="power">1 for a straight line.</param>
    /// <param name="epochs">When it is 0; null for the end of the training.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or the epochs are 0.</exception>
    public static LearningRateSchedule Polynomial(double power = 1, double? epochs = null) => new PolynomialSchedule(power, epochs);

    /// <summary>
    /// Half a cosine from 1 down to <paramref name="final"/> (Loshchilov and Hutter, "SGDR", 2017, without restarts; PyTorch's
    /// <c>CosineAnnealingLR</c>).
    /// </summary>
    /// <param name="final">The factor at the end, from 0 to 1.</param>
    /// <param name="epochs">
    /// When it is down, after which it rises again as a cosine does; null for the end of the training. A <see cref="Trainer{TNetwork}"/>
    /// refuses less than a step.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not from 0 to 1, or the epochs are not above 0.</exception>
    public static LearningRateSchedule CosineAnnealing(double final = 0, double? epochs = null) => new CosineSchedule(final, epochs);

    /// <summary>
    /// Half a cosine from 1 down to <paramref name="final"/>, and from 1 again (Loshchilov and Hutter, "SGDR", 2017; PyTorch's
    /// <c>CosineAnnealingWarmRestarts</c>).
    /// </summary>
    /// <param name="epochs">Of the first half cosine. A <see cref="Trainer{TNetwork}"/> refuses less than a step.</param>
    /// <param name="growth">How many times longer each is than the one before.</param>
    /// <param name="final">The factor at the end of each, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is not finite, the epochs are not above 0, the growth is less than 1, or the factor is not from 0 to 1.
    /// </exception>
    public static LearningRateSchedule CosineAnnealingWarmRestarts(double epochs, double growth = 1, double final = 0) =>
        new WarmRestartsSchedule(epochs, growth, final);

    /// <summary>
    /// One cycle over the whole training (Smith and Topin, "Super-convergence", 2018; PyTorch's <c>OneCycleLR</c>): up to 1, which is the
    /// optimizer's own rate, and down.
    /// </summary>
    /// <param name="warmUpShare">The share of the training until the factor is 1, above 0 and below 1.</param>
    /// <param name="startDivisor">The first factor is 1 divided by this, 1 or more.</param>
    /// <param name="endDivisor">The last factor is the first one divided by this; no factor is above 1.</param>
    /// <param name="isLinear">Straight lines rather than half cosines.</param>
    /// <param name="hasThreePhases">
    /// Whether it falls to the first factor as slowly as it rose, and from there to the last; then the share is below a half.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not within its bounds.</exception>
    public static LearningRateSchedule OneCycle(
        double warmUpShare = 0.3, double startDivisor = 25, double endDivisor = 10_000, bool isLinear = false,
        bool hasThreePhases = false) =>
        new OneCycleSchedule(warmUpShare, startDivisor, endDivisor, isLinear, hasThreePhases);

    /// <summary>
    /// The rate times <paramref name="factor"/> whenever the loss has not fallen for more than <paramref name="patience"/> epochs
    /// (PyTorch's <c>ReduceLROnPlateau</c>).
    /// </summary>
    /// <param name="factor">Above 0 and below 1.</param>
    /// <param name="patience">Epochs without a better loss that are let pass.</param>
    /// <param name="threshold">By how much a loss must be lower to be better.</param>
    /// <param name="isRelative">Whether that is a share of the best loss rather than an absolute number.</param>
    /// <param name="cooldown">Epochs after a fall that do not count.</param>
    /// <param name="least">The factor below which it does not fall, 0 or more and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not within its bounds.</exception>
    public static LearningRateSchedule ReduceOnPlateau(
        double factor = 0.1, int patience = 10, double threshold = 1e-4, bool isRelative = true, int cooldown = 0, double least = 0) =>
        new PlateauSchedule(factor, patience, threshold, isRelative, cooldown, least);

    /// <summary>This schedule after a straight rise to its first factor.</summary>
    /// <param name="epochs">
    /// How long it rises, to the nearest step. A <see cref="Trainer{TNetwork}"/> refuses more than its epochs.
    /// </param>
    /// <param name="start">
    /// The share of the first factor that the first step has, from 0 to 1 (PyTorch's <c>LinearLR</c>); null for what the other steps rise
    /// by, so that no step is wasted.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of epochs is negative or not finite, or the share is not from 0 to 1.
    /// </exception>
    public LearningRateSchedule WithWarmUp(double epochs, double? start = null) => new WarmUpSchedule(this, epochs, start);

    /// <summary>This schedule for some epochs, to the nearest step, and then another from its own beginning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is negative or not finite.</exception>
    public LearningRateSchedule Then(double epochs, LearningRateSchedule next) => new SequenceSchedule(this, epochs, next);

    /// <summary>
    /// This schedule for some epochs; from there to a factor that then stays, for a <see cref="StochasticWeightAverage"/> (PyTorch's
    /// <c>SWALR</c>, with <see cref="PerEpoch"/>).
    /// </summary>
    /// <param name="epochs">How long this schedule counts, to the nearest step.</param>
    /// <param name="factor">The factor that stays.</param>
    /// <param name="over">Epochs that it takes to get there.</param>
    /// <param name="isLinear">A straight line rather than half a cosine.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public LearningRateSchedule ThenAnnealTo(double epochs, double factor, double over = 10, bool isLinear = false) =>
        new AnnealingSchedule(this, epochs, factor, over, isLinear);

    /// <summary>This schedule, changing between epochs only: all of an epoch's steps have its first step's factor.</summary>
    public LearningRateSchedule PerEpoch() => new PerEpochSchedule(this);
}
