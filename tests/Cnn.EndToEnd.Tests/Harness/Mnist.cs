using System.Buffers.Binary;
using System.IO.Compression;

namespace Cnn.EndToEnd.Tests;

internal static class Mnist
{
    public static (float[] Images, int[] Labels) ReadTest() => throw new NotSupportedException();
}
