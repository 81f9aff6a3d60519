namespace Cnn;

/// <summary>A loss at some distance from where the gradient was taken, along one direction of parameters.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Distance">How far the parameters were really moved: single precision rounds the step.</param>
/// <param name="Predicted">The product of the gradient where nothing was moved with the movement.</param>
internal readonly record struct MovedLoss(double Loss, double Distance, double Predicted);

/// <summary>The gradient along a direction of parameters, at some distance.</summary>
/// <param name="Distance">How far the parameters were really moved.</param>
/// <param name="Gradient">The gradient along the direction there.</param>
internal readonly record struct MovedGradient(double Distance, double Gradient);

/// <summary>
/// Compares a gradient with central differences of the loss at step sizes each half the one before, from the largest, where curvature and
/// kinks are seen, to where rounding noise would decide.
/// </summary>
/// <remarks>
/// A gradient is right where three neighbouring step sizes have its number and the slopes to both sides meet. Kinks within a step, where a
/// rectifier or a maximum changes sides, bend the quotient; but whatever lies between, the loss changes by the integral of the gradient. So
/// the mean of the gradient over the step decides then: it is right where it is the quotient, and wrong where at three step sizes it is
/// not, by the same difference, and that is not the error of taking the mean of so many points.
/// </remarks>
/// <param name="loss">The loss where the gradient was taken.</param>
/// <param name="noise">The standard deviation of a loss's rounding noise.</param>
/// <param name="tolerance">By how much of the scale slope and gradient may differ.</param>
/// <param name="floor">The least scale.</param>
/// <param name="negligible">Below what noise and numbers are of no consequence.</param>
internal sealed class SlopeJudge(double loss, double noise, double tolerance, double floor, double negligible)
{
    /// <summary>The most step sizes: the smallest is 1/8192 of the largest.</summary>
    public const int MostSteps = 14;

    /// <summary>How many neighbouring step sizes have to agree.</summary>
    private const int Agreeing = 3;

    /// <summary>
    /// Noise of a quotient that is counted with, in standard deviations of the loss over the step: 5.7 of the quotient's own.
    /// </summary>
    private const double Caution = 4;

    private readonly List<Quotient> _quotients = [];
    private readonly Dictionary<double, MovedLoss> _losses = [];
    private readonly Dictionary<double, MovedGradient> _gradients = [];

    /// <summary>The largest step of those with enough smaller ones that stand out from the noise.</summary>
    /// <param name="drowns">The step over which the least change that matters is as large as a standard deviation of the noise.</param>
    /// <param name="tolerance">By how much of the scale slope and gradient may differ.</param>
    public static double ClearOf(double drowns, double tolerance) => Caution * drowns / (tolerance / 2) * (1 << Agreeing);

    /// <summary>Compares.</summary>
    /// <param name="gradient">The gradient along the direction.</param>
    /// <param name="largest">The largest step.</param>
    /// <param name="lossAt">The loss after a step, which may be negative.</param>
    /// <param name="gradientAt">The gradient after a step, which may be negative or 0; asked only at kinks, for it takes longer.</param>
    public SlopeVerdict Compare(
        double gradient, double largest, Func<double, MovedLoss> lossAt, Func<double, MovedGradient> gradientAt)
    {
        _quotients.Clear();
        _losses.Clear();
        _gradients.Clear();
        double step = largest;
        if (!double.IsFinite(gradient))
            return new(Verdict.Wrong, Take(step / 16, lossAt).Slope, gradient, double.PositiveInfinity);
        for (int i = 0; i < MostSteps; i++, step /= 2)
        {
            Quotient quotient = Take(step, lossAt);
            _quotients.Add(quotient);
            if (_quotients.Count < Agreeing)
                continue;
            // A kink that the quotient does not see at twice the tolerance it sees by half.
            if (Last.All(IsRight) && Math.Abs(BendAtZero()) <= 2 * tolerance * Last.Max(Scale))
                return Found(Verdict.Right);
            // Smaller steps have more noise yet.
            if (quotient.IsFinite && !StandsOut(quotient))
                break;
        }
        while (_quotients.Count > Agreeing && !StandsOut(_quotients[^1]))
            _quotients.RemoveAt(_quotients.Count - 1);
        return Last.All(StandsOut)
            ? ByMeans(gradientAt)
            : Found(Last.All(IsNegligible) ? Verdict.Negligible : Verdict.Noise);
    }

    private IEnumerable<Quotient> Last => _quotients.TakeLast(Agreeing);

    private static T Look<T>(Dictionary<double, T> seen, double step, Func<double, T> at)
    {
        if (!seen.TryGetValue(step, out T? moved))
            seen.Add(step, moved = at(step));
        return moved;
    }

    private Quotient Take(double step, Func<double, MovedLoss> at)
    {
        MovedLoss up = Look(_losses, step, at), down = Look(_losses, -step, at);
        double distance = up.Distance - down.Distance;
        return new(
            (up.Loss - down.Loss) / distance,
            (up.Predicted - down.Predicted) / distance,
            ((up.Loss - loss) / up.Distance) - ((down.Loss - loss) / down.Distance),
            Caution * noise / (distance / 2),
            step);
    }

    // A curve bends the slopes to both sides apart in proportion to the step, a kink at or beside the middle whatever the step.
    private double BendAtZero() => (2 * _quotients[^1].Bend) - _quotients[^2].Bend;

    private double Scale(double slope, double gradient) => Math.Max(floor, Math.Max(Math.Abs(slope), Math.Abs(gradient)));

    private double Scale(Quotient quotient) => Scale(quotient.Slope, quotient.Gradient);

    private bool StandsOut(Quotient quotient) =>
        quotient.IsFinite && Scale(quotient) > 0 && quotient.Noise <= tolerance / 2 * Scale(quotient);

    private bool IsRight(Quotient quotient) =>
        StandsOut(quotient) && Math.Abs(quotient.Slope - quotient.Gradient) <= tolerance * Scale(quotient);

    private bool IsNegligible(Quotient quotient) =>
        quotient.IsFinite && quotient.Noise <= negligible
        && Math.Abs(quotient.Slope) <= quotient.Noise && Math.Abs(quotient.Gradient) <= quotient.Noise;

    private SlopeVerdict Found(Verdict verdict)
    {
        double slope = Last.Average(quotient => quotient.Slope), gradient = Last.Average(quotient => quotient.Gradient);
        return new(verdict, slope, gradient, Math.Abs(slope - gradient) / Last.Max(Scale));
    }

    // From the smallest step, within which the fewest kinks lie, to the largest.
    private SlopeVerdict ByMeans(Func<double, MovedGradient> at)
    {
        List<(double Difference, double Doubt)> found = [];
        SlopeVerdict first = default;
        foreach (Quotient quotient in Last.Reverse())
        {
            MeanGradient mean = MeanGradient.Over(quotient.Step, step => Look(_gradients, step, at));
            double difference = quotient.Slope - mean.Value, scale = Scale(quotient.Slope, mean.Value);
            SlopeVerdict verdict = new(Verdict.Right, quotient.Slope, mean.Value, Math.Abs(difference) / scale);
            if (verdict.Error <= tolerance && mean.Doubt <= tolerance * scale)
                return verdict;
            if (found.Count == 0)
                first = verdict;
            if (!(verdict.Error > tolerance && mean.Doubt <= Math.Abs(difference) / 4))
                return first with { Verdict = Verdict.Kinks };
            found.Add((difference, mean.Doubt));
        }
        double least = found.Min(pair => pair.Difference), most = found.Max(pair => pair.Difference);
        bool agree = most - least <= Math.Abs(most + least) / 4;
        return first with { Verdict = agree ? Verdict.Wrong : Verdict.Kinks };
    }

    /// <summary>A central difference.</summary>
    /// <param name="Slope">Of the loss.</param>
    /// <param name="Gradient">What the gradient says.</param>
    /// <param name="Bend">The slope to the right less that to the left.</param>
    /// <param name="Noise">What rounding may make of the slope.</param>
    /// <param name="Step">The step.</param>
    private readonly record struct Quotient(double Slope, double Gradient, double Bend, double Noise, double Step)
    {
        public bool IsFinite => double.IsFinite(Slope) && double.IsFinite(Gradient) && double.IsFinite(Bend);
    }
}
