using Cnn;

namespace Zoo.Tests;

/// <summary>A generated network by the name of its class, with parameters that a test sets.</summary>
internal abstract class ZooRun
{
    /// <summary>Its table and plans.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>Logits, a row an image.</summary>
    /// <param name="set">The values of each parameter, by its position from 0; those of auxiliary classifiers are left out.</param>
    /// <param name="images">[images, height, width, channels].</param>
    public abstract float[][] Logits(Func<int, ParameterInfo, float[]> set, float[] images);

    /// <summary>The network of a class.</summary>
    public static ZooRun Of(string name) =>
        (ZooRun)Activator.CreateInstance(typeof(ZooRun<>)
            .MakeGenericType(typeof(LeNet5).Assembly.GetType("Zoo." + name, throwOnError: true)!))!;
}

internal sealed class ZooRun<TNetwork> : ZooRun
    where TNetwork : class, INetwork<TNetwork>
{
    public override NetworkInfo Info => TNetwork.Info;

    public override float[][] Logits(Func<int, ParameterInfo, float[]> set, float[] images)
    {
        var parameters = NetworkParameters.Create(Info);
        // Millions of sines and scattered stores: worth both processors.
        int[] main = [.. Enumerable.Range(0, parameters.Count).Where(k => !Info.Parameters[k].IsAuxiliary)];
        Parallel.For(0, main.Length, k => parameters[main[k]].CopyFrom(set(k, Info.Parameters[main[k]])));
        using InferenceSession<TNetwork> session = Model<TNetwork>.From(parameters).CreateSession();
        int length = Info.Input.ElementCount;
        var logits = new float[images.Length / length][];
        for (int n = 0; n < logits.Length; n++)
        {
            session.Predict(images.AsSpan(n * length, length));
            logits[n] = session.Logits.ToArray();
        }

        return logits;
    }
}
