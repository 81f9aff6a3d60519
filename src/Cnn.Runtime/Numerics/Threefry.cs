using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cnn.Runtime;

/// <summary>
/// Threefry-2x32 with 20 rounds: random numbers as a pure function of a 64-bit key and a counter, so that any element can be
/// drawn by itself, at any vector width, on any thread (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", 2011). Only additions, rotations and exclusive-ors.
/// </summary>
public static class Threefry
{
    private const int Rounds = 20;

    /// <summary>Skein's key schedule parity, cut to 32 bits.</summary>
    private const uint Parity = 0x1BD11BDA;

    /// <summary>The two random words of a key and a counter, the first one in the low half.</summary>
    public static ulong Draw(ulong key, ulong counter)
    {
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        uint key2 = Parity ^ key0 ^ key1;
        uint x0 = (uint)counter + key0;
        uint x1 = (uint)(counter >> 32) + key1;
        for (int round = 0; round < Rounds; round++)
        {
            x0 += x1;
            x1 = BitOperations.RotateLeft(x1, Rotation(round)) ^ x0;
            if ((round & 3) == 3)
            {
                uint turn = (uint)(round / 4) + 1;
                x0 += KeyWord(turn, key0, key1, key2);
                x1 += KeyWord(turn + 1, key0, key1, key2) + turn;
            }
        }
        return ((ulong)x1 << 32) | x0;
    }

    /// <summary>The first random words of the counters <paramref name="counter"/>, <paramref name="counter"/> + 1, …, one a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Draw<TLanes>(uint key0, uint key1, uint counter)
        where TLanes : struct, ILanes<TLanes>
    {
        uint key2 = Parity ^ key0 ^ key1;
        TLanes x0 = TLanes.Indices(counter + key0);
        TLanes x1 = TLanes.CreateBits(key1);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key1, key2 + 1);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24, key2, key0 + 2);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key0, key1 + 3);
        FourRounds(ref x0, ref x1, 17, 29, 16, 24, key1, key2 + 4);
        FourRounds(ref x0, ref x1, 13, 15, 26, 6, key2, key0 + 5);
        return x0;
    }

    private static uint KeyWord(uint turn, uint key0, uint key1, uint key2) =>
        (turn % 3) switch
        {
            0 => key0,
            1 => key1,
            _ => key2,
        };

    private static int Rotation(int round) =>
        (round & 7) switch
        {
            0 => 13,
            1 => 15,
            2 => 26,
            3 => 6,
            4 => 17,
            5 => 29,
            6 => 16,
            _ => 24,
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRounds<TLanes>(
        ref TLanes x0, ref TLanes x1, int first, int second, int third, int fourth, uint addToX0, uint addToX1)
        where TLanes : struct, ILanes<TLanes>
    {
        Round(ref x0, ref x1, first);
        Round(ref x0, ref x1, second);
        Round(ref x0, ref x1, third);
        Round(ref x0, ref x1, fourth);
        x0 = TLanes.AddBits(x0, TLanes.CreateBits(addToX0));
        x1 = TLanes.AddBits(x1, TLanes.CreateBits(addToX1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TLanes>(ref TLanes x0, ref TLanes x1, int rotation)
        where TLanes : struct, ILanes<TLanes>
    {
        x0 = TLanes.AddBits(x0, x1);
        x1 = (TLanes.ShiftLeft(x1, rotation) | TLanes.ShiftRightLogical(x1, 32 - rotation)) ^ x0;
    }
}
