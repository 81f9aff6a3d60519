using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// RMSProp (Tieleman and Hinton, 2012) as PyTorch defines it: v = αv + (1 - α)g²; w = w - learningRate × g/(√v + ε).
/// Centred, √(v - a²) with a the running mean of g; with a momentum, b = momentum × b + g/(…) and w = w - learningRate × b.
/// The weight decay is added to the gradient.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class RmsProp(float learningRate = 0.01f) : Optimizer(learningRate)
{
    /// <summary>The share of the running mean of squares that each step keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Alpha { get; init => field = Share(value, nameof(Alpha)); } = 0.99f;

    /// <summary>Added to what a step is divided by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public float Epsilon { get; init => field = FiniteAndPositive(value, nameof(Epsilon)).Value; } = 1e-8f;

    /// <summary>The share of the last step that is kept; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 or more and below 1.</exception>
    public float Momentum { get; init => field = Share(value, nameof(Momentum)); }

    /// <summary>Whether a step is divided by the gradient's deviation from its mean (Graves, 2013).</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    public override int StateFloatsPerParameter => 1 + (Centered ? 1 : 0) + (Momentum > 0 ? 1 : 0);

    /// <inheritdoc/>
    internal override string StateMeaning => $"a mean square{(Centered ? ", a mean" : "")}{(Momentum > 0 ? ", a momentum" : "")}";

    /// <inheritdoc/>
    internal override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range) =>
        UpdateLoop.Run(in range, new Rule(this, range.LearningRate, range.WeightDecay));

    private readonly struct Rule(RmsProp optimizer, float rate, float decay) : IUpdateRule
    {
        private readonly float _alpha = optimizer.Alpha;
        private readonly float _new = (float)(1 - (double)optimizer.Alpha);
        private readonly float _epsilon = optimizer.Epsilon;
        private readonly float _momentum = optimizer.Momentum;
        private readonly bool _centered = optimizer.Centered;

        public int States { get; } = optimizer.StateFloatsPerParameter;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes w, TLanes g, ref TLanes square, ref TLanes state1, ref TLanes state2)
            where TLanes : struct, ILanes<TLanes>
        {
            g = TLanes.MultiplyAdd(TLanes.Create(decay), w, g);
            square = TLanes.MultiplyAdd(TLanes.Create(_alpha), square, TLanes.Create(_new) * g * g);
            TLanes variance = square;
            if (_centered)
            {
                state1 = TLanes.MultiplyAdd(TLanes.Create(_new), g - state1, state1);
                // Rounding makes the difference negative where gradients hardly change. A NaN stays one.
                variance = TLanes.Maximum(square - (state1 * state1), TLanes.Create(0));
            }
            TLanes direction = g / (TLanes.Sqrt(variance) + TLanes.Create(_epsilon));
            if (_momentum > 0)
            {
                TLanes velocity = TLanes.MultiplyAdd(TLanes.Create(_momentum), _centered ? state2 : state1, direction);
                if (_centered)
                    state2 = velocity;
                else
                    state1 = velocity;
                direction = velocity;
            }
            return TLanes.MultiplyAdd(TLanes.Create(-rate), direction, w);
        }
    }
}
