namespace Cnn.Runtime.Tests;

public sealed class RandomTests
{
    /// <summary>The known answers of Random123 1.14 (kat_vectors, threefry2x32 20).</summary>
    [Theory]
    [InlineData(0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6B200159, 0x99BA4EFE)]
    [InlineData(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0x1CB996FC, 0xBB002BE7)]
    [InlineData(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xC4923A9C, 0x483DF7A0)]
    public void Threefry_GivesTheKnownAnswers(uint counter0, uint counter1, uint key0, uint key1, uint word0, uint word1)
    {
        ulong drawn = Threefry.Draw(((ulong)key1 << 32) | key0, ((ulong)counter1 << 32) | counter0);
        Assert.Equal(((ulong)word1 << 32) | word0, drawn);
    }

    [Fact]
    public void Dropout_AtEveryWidthAndLength_DrawsTheScalarNumbers()
    {
        const ulong Key = 0x0123_4567_89AB_CDEF;
        for (int count = 1; count <= 80; count++)
        {
            float[] x = Sample.Floats(count);
            float[] expected = new float[count];
            for (int i = 0; i < count; i++)
                expected[i] = ((uint)Threefry.Draw(Key, (ulong)i) >> 8) / 16777216f >= 0.4f ? x[i] * (1f / (1f - 0.4f)) : 0f;
            Assert.Equal(expected, Drop<Lanes128>(x, Key));
            Assert.Equal(expected, Drop<Lanes256>(x, Key));
            Assert.Equal(expected, Drop<Lanes512>(x, Key));
        }
    }

    [Fact]
    public void Dropout_InPlaceAndBackward_UseTheSameMask()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 1000)];
        float[] forward = new float[1000];
        VectorMath.Dropout(ref ones[0], ref forward[0], 1000, 0.25f, 7);
        VectorMath.DropoutBackward(ref ones[0], 1000, 0.25f, 7);
        Assert.Equal(forward, ones);
        Assert.InRange(forward.Count(value => value == 0), 200, 300);
        Assert.All(forward, value => Assert.True(value is 0 or 1f / 0.75f));
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, 100)]
    public void Dropout_OfNothingOrAll_DoesJustThat(float dropped, int zeros)
    {
        float[] x = [.. Enumerable.Repeat(3f, 100)];
        VectorMath.DropoutBackward(ref x[0], 100, dropped, 1);
        Assert.Equal(zeros, x.Count(value => value == 0));
        Assert.DoesNotContain(x, float.IsNaN);
    }

    [Fact]
    public void Normal_HasTheMomentsOfANormal()
    {
        RandomKey key = new(5);
        const int Draws = 200_000;
        double sum = 0, squares = 0, fourths = 0;
        for (ulong i = 0; i < Draws; i++)
        {
            double draw = key.Normal(i);
            sum += draw;
            squares += draw * draw;
            fourths += draw * draw * draw * draw;
        }
        // Five standard errors: 1/√n, √2/√n and √96/√n.
        Assert.Equal(0, sum / Draws, 0.0112);
        Assert.Equal(1, squares / Draws, 0.0159);
        Assert.Equal(3, fourths / Draws, 0.11);
    }

    [Fact]
    public void Below_IsUniform()
    {
        RandomKey key = new(11);
        int[] counts = new int[7];
        for (ulong i = 0; i < 70_000; i++)
            counts[key.Below(7, i)]++;
        // Chi squared with 6 degrees of freedom passes 22.46 once in a thousand seeds.
        Assert.True(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000) < 22.46);
    }

    [Fact]
    public void Derive_GivesDifferentKeysForDifferentNamesAndNumbers()
    {
        RandomKey key = new(1);
        RandomKey[] derived = [key, key.Derive(0), key.Derive(1), key.Derive("a"), key.Derive("b"), key.Derive("")];
        Assert.Equal(derived.Length, derived.Distinct().Count());
        Assert.Equal(key.Derive("conv1.weight"), key.Derive("conv1.weight"));
    }

    private static float[] Drop<TLanes>(float[] x, ulong key)
        where TLanes : struct, ILanes<TLanes>
    {
        float[] y = (float[])x.Clone();
        VectorMath.Dropout<TLanes>(ref y[0], ref y[0], y.Length, 0.4f, key);
        return y;
    }
}
