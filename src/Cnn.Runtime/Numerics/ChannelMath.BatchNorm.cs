using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>
/// Batch norm (Ioffe and Szegedy, 2015): y = γ (x - μ) / √(σ² + ε) + β, where μ and σ² are a channel's mean and variance over the batch and
/// the pixels. The mean is held as two floats: where it is large against the deviation, one would lose it.
/// </remarks>
public static partial class ChannelMath
{
    /// <summary>The statistics of 16 channels over the pixels of all instances.</summary>
    /// <param name="x">The first instance's 16 channels.</param>
    /// <param name="instanceStride">From one instance to the next.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="gamma">γ of the 16 channels.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/>, of which all is written but what the way back adds.</param>
    public static void Statistics(
        ref readonly float x, int instanceStride, int instances, int rowStride, int height, int width, ref readonly float gamma,
        float epsilon, ref float statistics)
    {
        Batch batch = new(instances, height, width, instanceStride, rowStride);
        ref float values = ref At(in x, 0);
        Span<double> sums = stackalloc double[Block], squares = stackalloc double[Block];
        Sum<ValueTerms>(batch, ref values, ref values, ref statistics, sums, squares);
        for (int lane = 0; lane < Block; lane++)
            Unsafe.Add(ref statistics, ChannelStatistics.Mean + (nuint)lane) = (float)(sums[lane] / batch.Values);
        // The distances from about the mean have the digits that the values' sum lacks.
        Sum<DistanceTerms>(batch, ref values, ref values, ref statistics, squares, sums);
        for (int lane = 0; lane < Block; lane++)
        {
            ref float mean = ref Unsafe.Add(ref statistics, ChannelStatistics.Mean + (nuint)lane);
            double rest = sums[lane] / batch.Values, exact = mean + rest;
            double variance = Math.Max(0, (squares[lane] / batch.Values) - (rest * rest)), inverse = 1 / Math.Sqrt(variance + epsilon);
            mean = (float)exact;
            Unsafe.Add(ref statistics, ChannelStatistics.MeanRest + (nuint)lane) = (float)(exact - mean);
            Unsafe.Add(ref statistics, ChannelStatistics.Variance + (nuint)lane) = (float)variance;
            Unsafe.Add(ref statistics, ChannelStatistics.InverseDeviation + (nuint)lane) = (float)inverse;
            Unsafe.Add(ref statistics, ChannelStatistics.Factor + (nuint)lane) = (float)(At(in gamma, lane) * inverse);
        }
    }

    /// <summary>
    /// The record of 16 channels that are normalised by fixed statistics: the gradient of x is the factor times that of the output, and
    /// nothing of the batch.
    /// </summary>
    /// <param name="mean">[16].</param>
    /// <param name="variance">[16].</param>
    /// <param name="gamma">γ, [16].</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/>, all of it written.</param>
    internal static void FixedStatistics(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, ReadOnlySpan<float> gamma, float epsilon, Span<float> statistics)
    {
        statistics.Clear();
        mean.CopyTo(statistics[(int)ChannelStatistics.Mean..]);
        variance.CopyTo(statistics[(int)ChannelStatistics.Variance..]);
        for (int lane = 0; lane < Block; lane++)
        {
            double inverse = 1 / Math.Sqrt(variance[lane] + (double)epsilon);
            statistics[(int)ChannelStatistics.InverseDeviation + lane] = (float)inverse;
            statistics[(int)ChannelStatistics.Factor + lane] = (float)(gamma[lane] * inverse);
        }
    }

    /// <summary>
    /// Moves the running averages of 16 channels towards the batch's: r = (1 - momentum) r + momentum s, as PyTorch has it.
    /// </summary>
    /// <param name="statistics">The batch's.</param>
    /// <param name="values">
    /// Values of a channel, the instances' pixels; the running variance is the one that divides by one less (by one where there is one
    /// only).
    /// </param>
    /// <param name="momentum">The batch's weight.</param>
    /// <param name="mean">The running mean.</param>
    /// <param name="variance">The running variance.</param>
    public static void UpdateRunning(ref readonly float statistics, int values, float momentum, ref float mean, ref float variance)
    {
        double unbiased = (double)values / Math.Max(values - 1, 1);
        for (int lane = 0; lane < Block; lane++)
        {
            Mix(ref Unsafe.Add(ref mean, lane), (double)At(in statistics, (nint)ChannelStatistics.Mean + lane)
                + At(in statistics, (nint)ChannelStatistics.MeanRest + lane));
            Mix(ref Unsafe.Add(ref variance, lane), At(in statistics, (nint)ChannelStatistics.Variance + lane) * unbiased);
        }

        void Mix(ref float running, double batch) => running = (float)((1.0 - momentum) * running + momentum * batch);
    }

    /// <summary>The gradients of γ and β of 16 channels, and what the gradient of x needs of them.</summary>
    /// <param name="x">The first instance's 16 channels of the input.</param>
    /// <param name="dy">The gradient of the output, likewise.</param>
    /// <param name="instanceStride">From one instance to the next, in both.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="xRowStride">From one row of the input to the next.</param>
    /// <param name="dyRowStride">From one row of the gradient to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="statistics">The channels' statistics; what the gradient of x needs is written.</param>
    /// <param name="dGamma">The gradient of γ, written.</param>
    /// <param name="dBeta">The gradient of β, written.</param>
    public static void NormalizationGradient(
        ref readonly float x, ref readonly float dy, int instanceStride, int instances, int xRowStride, int dyRowStride, int height,
        int width,
        ref float statistics, ref float dGamma, ref float dBeta)
    {
        Batch batch = new(instances, height, width, instanceStride, xRowStride, dyRowStride);
        Span<double> slopes = stackalloc double[Block], sums = stackalloc double[Block];
        Sum<GradientTerms>(batch, ref At(in x, 0), ref At(in dy, 0), ref statistics, slopes, sums);
        for (int lane = 0; lane < Block; lane++)
        {
            double inverse = Unsafe.Add(ref statistics, ChannelStatistics.InverseDeviation + (nuint)lane),
            factor = Unsafe.Add(ref statistics, ChannelStatistics.Factor + (nuint)lane);
            double rest = Unsafe.Add(ref statistics, ChannelStatistics.MeanRest + (nuint)lane);
            double gamma = (slopes[lane] - (rest * sums[lane])) * inverse, slope = -factor * inverse * gamma / batch.Values;
            Unsafe.Add(ref dGamma, lane) = (float)gamma;
            Unsafe.Add(ref dBeta, lane) = (float)sums[lane];
            Unsafe.Add(ref statistics, ChannelStatistics.GradientSlope + (nuint)lane) = (float)slope;
            Unsafe.Add(ref statistics, ChannelStatistics.GradientOffset + (nuint)lane) = (float)(
                (-factor * sums[lane] / batch.Values) - (slope * rest));
        }
    }

    /// <summary>The gradient of x for one instance: dx = factor dy + slope (x - mean) + offset.</summary>
    /// <param name="x">The input.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dyRowStride">From one row of it to the next.</param>
    /// <param name="dyBlockStride">From 16 channels of it to the next.</param>
    /// <param name="dx">The gradient of the input; may be that of the output.</param>
    /// <param name="dxRowStride">From one row of it to the next.</param>
    /// <param name="dxBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/> for each block, all of it written.</param>
    public static void NormalizeBackward(
        ref readonly float x, int xRowStride, int xBlockStride, ref readonly float dy, int dyRowStride, int dyBlockStride,
        ref float dx, int dxRowStride, int dxBlockStride, int blocks, int height, int width, ref readonly float statistics)
    {
        Pixels pixels = new(height, width, xRowStride, dyRowStride);
        for (int block = 0; block < blocks; block++)
        {
            ref float values = ref At(in x, (nint)block * xBlockStride), from = ref At(in dy, (nint)block * dyBlockStride),
            to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            ref float record = ref At(in statistics, block * ChannelStatistics.Floats);
            if (Vector512.IsHardwareAccelerated) NormalizeBackward<Lanes512>(pixels, ref values, ref from, ref to, dxRowStride, ref record);
            else if (Vector256.IsHardwareAccelerated) NormalizeBackward<Lanes256>(
                pixels, ref values, ref from, ref to, dxRowStride, ref record);
            else NormalizeBackward<Lanes128>(pixels, ref values, ref from, ref to, dxRowStride, ref record);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormalizeBackward<TLanes>(Pixels pixels, ref float x, ref float dy, ref float dx, int dxRowStride, ref float record)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + lane),
            factor = TLanes.Load(ref record, ChannelStatistics.Factor + lane);
            TLanes slope = TLanes.Load(ref record, ChannelStatistics.GradientSlope + lane),
            offset = TLanes.Load(ref record, ChannelStatistics.GradientOffset + lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float values = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride),
                from = ref Unsafe.Add(ref dy, (nint)row * pixels.YRowStride);
                ref float to = ref Unsafe.Add(ref dx, (nint)row * dxRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                {
                    TLanes away = TLanes.MultiplyAdd(TLanes.Load(ref values, at) - mean, slope, offset);
                    TLanes.MultiplyAdd(TLanes.Load(ref from, at), factor, away).Store(ref to, at);
                }
            }
        }
    }
}
