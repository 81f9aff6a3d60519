using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>
/// Batch norm (Ioffe and Szegedy, 2015): y = γ (x - μ) / √(σ² + ε) + β, where μ and σ² are a channel's mean and variance over the batch and the pixels. Sums run over a few
/// dozen pixels in single precision and from there in double, instance by instance, so that neither the batch nor the number of threads changes their accuracy or order.
/// </remarks>
public static partial class ChannelMath
{
    /// <summary>Pixels that are summed in single precision.</summary>
    private const int LongestRun = 64;

    /// <summary>The statistics of 16 channels over the pixels of all instances.</summary>
    /// <param name="x">The first instance's 16 channels.</param>
    /// <param name="instanceStride">From one instance to the next.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="gamma">γ of the 16 channels.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="statistics">A <see cref="ChannelStatistics"/>, of which the first four vectors are written.</param>
    public static void Statistics(
        ref readonly float x, int instanceStride, int instances, int rowStride, int height, int width, ref readonly float gamma, float epsilon, ref float statistics)
    {
        Batch batch = new(instances, height, width, instanceStride, rowStride);
        Span<double> sums = stackalloc double[Block], squares = stackalloc double[Block];
        Sum<ValueTerm>(batch, ref At(in x, 0), ref At(in x, 0), ref statistics, sums);
        for (int lane = 0; lane < Block; lane++)
            Unsafe.Add(ref statistics, ChannelStatistics.Mean + (nuint)lane) = (float)(sums[lane] / batch.Values);
        Sum<SquareTerm>(batch, ref At(in x, 0), ref At(in x, 0), ref statistics, squares);
        for (int lane = 0; lane < Block; lane++)
        {
            double variance = squares[lane] / batch.Values, inverse = 1 / Math.Sqrt(variance + epsilon);
            Unsafe.Add(ref statistics, ChannelStatistics.Variance + (nuint)lane) = (float)variance;
            Unsafe.Add(ref statistics, ChannelStatistics.InverseDeviation + (nuint)lane) = (float)inverse;
            Unsafe.Add(ref statistics, ChannelStatistics.Factor + (nuint)lane) = (float)(At(in gamma, lane) * inverse);
        }
    }

    /// <summary>Moves the running averages of 16 channels towards the batch's: r = (1 - momentum) r + momentum s, as PyTorch has it.</summary>
    /// <param name="statistics">The batch's.</param>
    /// <param name="values">Values of a channel, the instances' pixels; the running variance is the one that divides by one less (by one where there is one only).</param>
    /// <param name="momentum">The batch's weight.</param>
    /// <param name="mean">The running mean.</param>
    /// <param name="variance">The running variance.</param>
    public static void UpdateRunning(ref readonly float statistics, int values, float momentum, ref float mean, ref float variance)
    {
        double unbiased = (double)values / Math.Max(values - 1, 1);
        for (int lane = 0; lane < Block; lane++)
        {
            Mix(ref Unsafe.Add(ref mean, lane), At(in statistics, (nint)ChannelStatistics.Mean + lane));
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
    /// <param name="statistics">The channels' statistics; the last two vectors are written.</param>
    /// <param name="dGamma">The gradient of γ, written.</param>
    /// <param name="dBeta">The gradient of β, written.</param>
    public static void NormalizationGradient(
        ref readonly float x, ref readonly float dy, int instanceStride, int instances, int xRowStride, int dyRowStride, int height, int width,
        ref float statistics, ref float dGamma, ref float dBeta)
    {
        Batch batch = new(instances, height, width, instanceStride, xRowStride, dyRowStride);
        Span<double> slopes = stackalloc double[Block], sums = stackalloc double[Block];
        SumGradients(batch, ref At(in x, 0), ref At(in dy, 0), ref statistics, slopes, sums);
        for (int lane = 0; lane < Block; lane++)
        {
            double inverse = Unsafe.Add(ref statistics, ChannelStatistics.InverseDeviation + (nuint)lane), factor = Unsafe.Add(ref statistics, ChannelStatistics.Factor + (nuint)lane);
            double gamma = slopes[lane] * inverse;
            Unsafe.Add(ref dGamma, lane) = (float)gamma;
            Unsafe.Add(ref dBeta, lane) = (float)sums[lane];
            Unsafe.Add(ref statistics, ChannelStatistics.GradientSlope + (nuint)lane) = (float)(-factor * inverse * gamma / batch.Values);
            Unsafe.Add(ref statistics, ChannelStatistics.GradientOffset + (nuint)lane) = (float)(-factor * sums[lane] / batch.Values);
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
            ref float values = ref At(in x, (nint)block * xBlockStride), from = ref At(in dy, (nint)block * dyBlockStride), to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride);
            ref float record = ref At(in statistics, block * ChannelStatistics.Floats);
            if (Vector512.IsHardwareAccelerated) NormalizeBackward<Lanes512>(pixels, ref values, ref from, ref to, dxRowStride, ref record);
            else if (Vector256.IsHardwareAccelerated) NormalizeBackward<Lanes256>(pixels, ref values, ref from, ref to, dxRowStride, ref record);
            else NormalizeBackward<Lanes128>(pixels, ref values, ref from, ref to, dxRowStride, ref record);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormalizeBackward<TLanes>(Pixels pixels, ref float x, ref float dy, ref float dx, int dxRowStride, ref float record)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + lane), factor = TLanes.Load(ref record, ChannelStatistics.Factor + lane);
            TLanes slope = TLanes.Load(ref record, ChannelStatistics.GradientSlope + lane), offset = TLanes.Load(ref record, ChannelStatistics.GradientOffset + lane);
            for (int row = 0; row < pixels.Height; row++)
            {
                ref float values = ref Unsafe.Add(ref x, (nint)row * pixels.XRowStride), from = ref Unsafe.Add(ref dy, (nint)row * pixels.YRowStride);
                ref float to = ref Unsafe.Add(ref dx, (nint)row * dxRowStride);
                for (nuint at = lane; at < pixels.RowFloats; at += Block)
                {
                    TLanes away = TLanes.MultiplyAdd(TLanes.Load(ref values, at) - mean, slope, offset);
                    TLanes.MultiplyAdd(TLanes.Load(ref from, at), factor, away).Store(ref to, at);
                }
            }
        }
    }

    private static void Sum<TTerm>(Batch batch, ref float x, ref float y, ref float record, Span<double> sums)
        where TTerm : struct, ITerm
    {
        if (Vector512.IsHardwareAccelerated) Sum<TTerm, Lanes512>(batch, ref x, ref y, ref record, sums);
        else if (Vector256.IsHardwareAccelerated) Sum<TTerm, Lanes256>(batch, ref x, ref y, ref record, sums);
        else Sum<TTerm, Lanes128>(batch, ref x, ref y, ref record, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm, TLanes>(Batch batch, ref float x, ref float y, ref float record, Span<double> sums)
        where TTerm : struct, ITerm
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> run = stackalloc float[Block];
        ref float stored = ref run[0];
        for (int lane = 0; lane < Block; lane += TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + (nuint)lane);
            for (int n = 0; n < batch.Instances; n++)
            {
                int pixels = 0;
                // Two sums, so that an addition need not wait for the one before.
                TLanes even = TLanes.Create(0f), odd = TLanes.Create(0f);
                for (int row = 0; row < batch.Height; row++)
                {
                    nint instance = (nint)n * batch.InstanceStride;
                    ref float first = ref Unsafe.Add(ref x, instance + (nint)row * batch.XRowStride), second = ref Unsafe.Add(ref y, instance + (nint)row * batch.YRowStride);
                    nuint at = (nuint)lane;
                    for (int column = 0; column < batch.Width; column += LongestRun)
                    {
                        nuint end = (nuint)Math.Min(batch.Width, column + LongestRun) * Block;
                        for (; at + Block < end; at += 2 * Block)
                        {
                            even = TTerm.Add(TLanes.Load(ref first, at), TLanes.Load(ref second, at), mean, even);
                            odd = TTerm.Add(TLanes.Load(ref first, at + Block), TLanes.Load(ref second, at + Block), mean, odd);
                        }
                        if (at < end)
                        {
                            even = TTerm.Add(TLanes.Load(ref first, at), TLanes.Load(ref second, at), mean, even);
                            at += Block;
                        }
                        pixels += Math.Min(batch.Width - column, LongestRun);
                        if (pixels < LongestRun && row + 1 < batch.Height) continue;
                        (even + odd).Store(ref stored, (nuint)lane);
                        for (int i = lane; i < lane + TLanes.Count; i++) sums[i] += run[i];
                        even = odd = TLanes.Create(0f);
                        pixels = 0;
                    }
                }
            }
        }
    }

    /// <summary>The pixels of a block of 16 channels in all instances, in one tensor or in two.</summary>
    private readonly struct Batch(int instances, int height, int width, int instanceStride, int xRowStride, int yRowStride)
    {
        public Batch(int instances, int height, int width, int instanceStride, int rowStride)
            : this(instances, height, width, instanceStride, rowStride, rowStride)
        {
        }

        public int Instances { get; } = instances;

        public int Height { get; } = height;

        public int Width { get; } = width;

        public int InstanceStride { get; } = instanceStride;

        public int XRowStride { get; } = xRowStride;

        public int YRowStride { get; } = yRowStride;

        /// <summary>How many values a channel has.</summary>
        public double Values => (double)Instances * Height * Width;
    }

    /// <summary>What a sum over pixels is of.</summary>
    private interface ITerm
    {
        static abstract TLanes Add<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes>;
    }

    private readonly struct ValueTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Add<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum + x;
    }

    private readonly struct SquareTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Add<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(x - mean, x - mean, sum);
    }

    private readonly struct ProductTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Add<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(x - mean, y, sum);
    }
}
