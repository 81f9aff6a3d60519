using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>
/// Sums over the pixels of all instances, in runs (<see cref="SummationRun"/>). Their order does not depend on the number of threads.
/// </remarks>
public static partial class ChannelMath
{
    private static void Sum<TTerms>(Batch batch, ref float x, ref float y, ref float record, Span<double> first, Span<double> second)
        where TTerms : struct, ITerms
    {
        if (Vector512.IsHardwareAccelerated) Sum<TTerms, Lanes512>(batch, ref x, ref y, ref record, first, second);
        else if (Vector256.IsHardwareAccelerated) Sum<TTerms, Lanes256>(batch, ref x, ref y, ref record, first, second);
        else Sum<TTerms, Lanes128>(batch, ref x, ref y, ref record, first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerms,
    TLanes>(Batch batch, ref float x, ref float y, ref float record, Span<double> first, Span<double> second)
        where TTerms : struct, ITerms
        where TLanes : struct, ILanes<TLanes>
    {
        for (int lane = 0; lane < Block; lane += TLanes.Count)
        {
            TLanes mean = TLanes.Load(ref record, ChannelStatistics.Mean + (nuint)lane);
            // Two sums each, so that an addition need not wait for the one before.
            TLanes firstTotal = TLanes.Create(0f), firstEven = TLanes.Create(0f), firstOdd = TLanes.Create(0f);
            TLanes secondTotal = TLanes.Create(0f), secondEven = TLanes.Create(0f), secondOdd = TLanes.Create(0f);
            int pixels = 0;
            for (int n = 0; n < batch.Instances; n++)
            {
                for (int row = 0; row < batch.Height; row++)
                {
                    ref float xRow = ref Unsafe.Add(ref x, ((nint)n * batch.InstanceStride) + ((nint)row * batch.XRowStride));
                    ref float yRow = ref Unsafe.Add(ref y, ((nint)n * batch.InstanceStride) + ((nint)row * batch.YRowStride));
                    nuint at = (nuint)lane;
                    for (int column = 0; column < batch.Width; column += SummationRun.Longest)
                    {
                        int length = Math.Min(batch.Width - column, SummationRun.Longest);
                        if (pixels + length > SummationRun.Longest)
                        {
                            EndRun(ref firstTotal, ref firstEven, ref firstOdd);
                            EndRun(ref secondTotal, ref secondEven, ref secondOdd);
                            pixels = 0;
                        }
                        pixels += length;
                        nuint end = at + ((nuint)length * Block);
                        for (; at + Block < end; at += 2 * Block)
                        {
                            TLanes x0 = TLanes.Load(ref xRow, at), x1 = TLanes.Load(ref xRow, at + Block);
                            TLanes y0 = TLanes.Load(ref yRow, at), y1 = TLanes.Load(ref yRow, at + Block);
                            firstEven = TTerms.AddFirst(x0, y0, mean, firstEven);
                            firstOdd = TTerms.AddFirst(x1, y1, mean, firstOdd);
                            secondEven = TTerms.AddSecond(x0, y0, mean, secondEven);
                            secondOdd = TTerms.AddSecond(x1, y1, mean, secondOdd);
                        }
                        if (at >= end) continue;
                        TLanes xLast = TLanes.Load(ref xRow, at), yLast = TLanes.Load(ref yRow, at);
                        firstEven = TTerms.AddFirst(xLast, yLast, mean, firstEven);
                        secondEven = TTerms.AddSecond(xLast, yLast, mean, secondEven);
                        at = end;
                    }
                }
            }
            Store(firstTotal, firstEven + firstOdd, first[lane..]);
            Store(secondTotal, secondEven + secondOdd, second[lane..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndRun<TLanes>(ref TLanes total, ref TLanes even, ref TLanes odd)
        where TLanes : struct, ILanes<TLanes>
    {
        even += odd;
        odd = TLanes.Create(0f);
        SummationRun.End(ref even, ref total);
    }

    // Total and last run are the sum together, in more digits than one of them has.
    private static void Store<TLanes>(TLanes total, TLanes run, Span<double> sums)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> parts = stackalloc float[2 * Block];
        total.Store(ref parts[0], 0);
        run.Store(ref parts[0], Block);
        for (int lane = 0; lane < TLanes.Count; lane++)
            sums[lane] = (double)parts[lane] + parts[Block + lane];
    }

    /// <summary>The pixels of a block of 16 channels in all instances, in one tensor or in two.</summary>
    private readonly struct Batch
    {
        public Batch(int instances, int height, int width, int instanceStride, int xRowStride, int yRowStride)
        {
            // Instances of one pixel are the rows of one instance, so that their sum has one loop.
            bool isOnePixel = height == 1 && width == 1;
            Instances = isOnePixel ? 1 : instances;
            Height = isOnePixel ? instances : height;
            Width = width;
            InstanceStride = instanceStride;
            XRowStride = isOnePixel ? instanceStride : xRowStride;
            YRowStride = isOnePixel ? instanceStride : yRowStride;
        }

        public Batch(int instances, int height, int width, int instanceStride, int rowStride)
            : this(instances, height, width, instanceStride, rowStride, rowStride)
        {
        }

        public int Instances { get; }

        public int Height { get; }

        public int Width { get; }

        public int InstanceStride { get; }

        public int XRowStride { get; }

        public int YRowStride { get; }

        /// <summary>How many values a channel has.</summary>
        public double Values => (double)Instances * Height * Width;
    }

    /// <summary>What two sums over the same pixels are of.</summary>
    private interface ITerms
    {
        static abstract TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes>;

        static abstract TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes>;
    }

    // The second sum of these is of nothing.
    private readonly struct ValueTerms : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum + x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum;
    }

    private readonly struct ProductTerms : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(x, y, sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum;
    }

    private readonly struct DistanceTerms : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(x - mean, x - mean, sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum + (x - mean);
    }

    private readonly struct GradientTerms : ITerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddFirst<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(x - mean, y, sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes AddSecond<TLanes>(TLanes x, TLanes y, TLanes mean, TLanes sum)
            where TLanes : struct, ILanes<TLanes> => sum + y;
    }
}
