using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Stochastic gradient descent as PyTorch defines it: d = g + weightDecay × w; v = momentum × v + d, where the first step's v is d;
/// w = w - learningRate × v, or × (d + momentum × v) with Nesterov's momentum. No dampening.
/// </summary>
/// <param name="learningRate">Finite and not negative.</param>
public sealed class Sgd(float learningRate) : Optimizer(learningRate)
{
    /// <summary>The share of the last step that is kept; 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float Momentum
    {
        get;
        init
        {
            RequireFiniteAndNotNegative(value, nameof(Momentum));
            field = value;
        }
    }

    /// <summary>The gradient of (weightDecay / 2) w² is added, for every parameter, biases too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float WeightDecay
    {
        get;
        init
        {
            RequireFiniteAndNotNegative(value, nameof(WeightDecay));
            field = value;
        }
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
        if (Nesterov && Momentum <= 0)
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0; set Momentum, for example to 0.9.");
    }

    /// <inheritdoc/>
    public override void Update(in OptimizerRange range)
    {
        // The loops below go without bounds checks.
        if (range.Gradients.Length != range.Parameters.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{range.Parameters.Length} parameters need as many gradients; found {range.Gradients.Length}."), nameof(range));
        }
        if (range.Parameters.IsEmpty)
            return;
        Rates rates = new(LearningRate, Momentum, WeightDecay, Nesterov);
        int count = range.Parameters.Length;
        ref float parameters = ref MemoryMarshal.GetReference(range.Parameters);
        ref float gradients = ref MemoryMarshal.GetReference(range.Gradients);
        // Without momentum there is no state; the reference is then never followed.
        ref float velocity = ref Momentum > 0 ? ref MemoryMarshal.GetReference(range.GetState(0)) : ref parameters;
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            Update<Lanes512>(ref parameters, ref gradients, ref velocity, count, rates);
        else if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            Update<Lanes256>(ref parameters, ref gradients, ref velocity, count, rates);
        else
            Update<Lanes128>(ref parameters, ref gradients, ref velocity, count, rates);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update<TLanes>(ref float parameters, ref float gradients, ref float velocity, int count, Rates rates)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes minusRate = TLanes.Create(-rates.Learning);
        TLanes momentum = TLanes.Create(rates.Momentum);
        TLanes decay = TLanes.Create(rates.Decay);
        int at = 0;
        for (; at + TLanes.Count <= count; at += TLanes.Count)
        {
            nuint offset = (nuint)at;
            TLanes w = TLanes.Load(ref parameters, offset);
            TLanes d = TLanes.Load(ref gradients, offset);
            if (rates.Decay != 0)
                d = TLanes.MultiplyAdd(decay, w, d);
            if (rates.Momentum > 0)
            {
                TLanes v = TLanes.MultiplyAdd(momentum, TLanes.Load(ref velocity, offset), d);
                v.Store(ref velocity, offset);
                d = rates.Nesterov ? TLanes.MultiplyAdd(momentum, v, d) : v;
            }
            TLanes.MultiplyAdd(minusRate, d, w).Store(ref parameters, offset);
        }
        if (at < count)
        {
            UpdateOneByOne(
                ref Unsafe.Add(ref parameters, at), ref Unsafe.Add(ref gradients, at), ref Unsafe.Add(ref velocity, at), count - at, rates);
        }
    }

    private static void UpdateOneByOne(ref float parameters, ref float gradients, ref float velocity, int count, Rates rates)
    {
        for (int i = 0; i < count; i++)
        {
            ref float w = ref Unsafe.Add(ref parameters, i);
            float d = Unsafe.Add(ref gradients, i);
            if (rates.Decay != 0)
                d = float.MultiplyAddEstimate(rates.Decay, w, d);
            if (rates.Momentum > 0)
            {
                ref float v = ref Unsafe.Add(ref velocity, i);
                v = float.MultiplyAddEstimate(rates.Momentum, v, d);
                d = rates.Nesterov ? float.MultiplyAddEstimate(rates.Momentum, v, d) : v;
            }
            w = float.MultiplyAddEstimate(-rates.Learning, d, w);
        }
    }

    private readonly record struct Rates(float Learning, float Momentum, float Decay, bool Nesterov);
}
