using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Stochastic gradient descent as PyTorch defines it: v = momentum × v + (1 - dampening) × g, where the first step's v is g;
/// w = w - learningRate × v, or × (g + momentum × v) with Nesterov's momentum. The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Sgd(float learningRate) : Optimizer(learningRate)
{
    /// <summary>The share of the last step that is kept, below 1, or steps would grow without end; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Momentum { get; init => field = Share(value, nameof(Momentum)); }

    /// <summary>The share of the gradient that the momentum leaves out from the second step on; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
    public float Dampening
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Dampening), value, "Dampening must be from 0 to 1.");
    }

    /// <summary>Whether the momentum looks ahead (Nesterov).</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Nesterov && Momentum <= 0)
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0; set Momentum, for example to 0.9.");
        if (Nesterov && Dampening > 0)
            throw new ArgumentException("Nesterov's momentum is not dampened: leave out Dampening, or Nesterov.");
    }

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(
            range.LearningRate, range.WeightDecay, Momentum, range.Step == 0 ? 1 : 1 - Dampening, Nesterov));

    private readonly record struct Rule(float Rate, float Decay, float Momentum, float Undampened, bool Nesterov) : IUpdateRule
    {
        public int States => Momentum > 0 ? 1 : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes velocity, ref TLanes state1, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            if (Decay != 0)
                g = TLanes.MultiplyAdd(TLanes.Create(Decay), w, g);
            if (Momentum > 0)
            {
                TLanes momentum = TLanes.Create(Momentum);
                velocity = TLanes.MultiplyAdd(momentum, velocity, TLanes.Create(Undampened) * g);
                g = Nesterov ? TLanes.MultiplyAdd(momentum, velocity, g) : velocity;
            }
            return TLanes.MultiplyAdd(TLanes.Create(-Rate), g, w);
        }
    }
}
