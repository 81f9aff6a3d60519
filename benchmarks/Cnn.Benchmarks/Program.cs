using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Catalog;

DateTime started = DateTime.UtcNow;
if (args is [ChildRequest.Command, .. var words]) return ChildProgram.Run(words, started);
foreach (var name in args)
{
    var n = NetworkCatalog.Find(name);
    n.SaveWeights("/tmp/bw.safetensors");
    using (var w = new Cnn.Benchmarks.Translation.WeightFile("/tmp/bw.safetensors"))
    foreach (int b in new[]{1,16})
    {
        Cnn.Benchmarks.Peers.Onnx.OnnxModelWriter.Write(n.Resolve(), b, w, "/tmp/bw.onnx");
        foreach (int t in new[]{1,2})
        Console.WriteLine(name+" "+b+" "+t+" "+ChildProcess.Run<ComparedResult>(new(true, name, Mode.Inference, Side.OnnxRuntime, b, t, 0.5, "/tmp/bw.safetensors", "/tmp/bw.onnx")));
    }
}
return 0;
