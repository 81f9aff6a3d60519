using System.Reflection;
using Cnn.Reference;
using Cnn.Runtime;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// The promise behind "any number of threads, the same bits": within a phase, instances and units may run in any pieces and any order.
/// Sessions give small networks one thread, so that here the phases are run by hand, piece by piece, backwards.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class CutTests
{
    // More than divide anything evenly.
    private const int Parts = 5;

    public static TheoryData<string> Networks =>
        [.. NetworkHarness.Names("Winograd."), .. NetworkHarness.Names("Gradients."), .. NetworkHarness.Names("Dropouts."), "LeNet5",
            "Digits"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void PhasesInPiecesAndBackwards_GiveTheSameBits(string name)
    {
        var type = NetworkHarness.Of(name).GetType().GenericTypeArguments[0];
        GetType().GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [name]);
    }

    private static void Compare<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork>
    {
        var spec = NetworkHarness.SpecOf(name);
        var parameters = NetworkParameters.Create(TNetwork.Info, 5);
        float[] images = Closeness.Narrow(Numbers.Images(spec, spec.Batch));
        var target = Numbers.TargetOf(spec, spec.Batch);
        foreach (int instances in new[] { spec.Batch, Math.Max(1, spec.Batch - 1) })
        {
            var whole = RunTraining<TNetwork>(parameters, images, target, instances, inPieces: false);
            var pieces = RunTraining<TNetwork>(parameters, images, target, instances, inPieces: true);
            Assert.Equal(whole.Gradients, pieces.Gradients);
            Assert.Equal(whole.Losses, pieces.Losses);
        }
    }

    private static (float[] Gradients, float[] Losses) RunTraining<TNetwork>(NetworkParameters parameters, float[] images, Target target,
        int instances, bool inPieces)
        where TNetwork : class, INetwork<TNetwork>
    {
        var plan = TNetwork.Info.Training;
        using var arena = new Arena(plan.ArenaFloats);
        using var gradients = new Arena(TNetwork.Info.ParameterFloats);
        // What an earlier step may have left must not matter.
        using var scratch = new Arena(plan.ScratchFloats);
        if (inPieces)
        {
            gradients.Span.Fill(float.NaN);
            scratch.Span.Fill(float.NaN);
        }
        float[] targets = target.Values is null ? [] : Closeness.Narrow(target.Values);
        var loss = TNetwork.Info.Loss;
        double divisor = loss.DivisorOf(target.Labels ?? [], instances, TNetwork.Info.Output.Height * TNetwork.Info.Output.Width);
        for (int phase = 0; phase < plan.Phases.Count; phase++)
        {
            var pass = new TrainingPass
            {
                Owner = typeof(TNetwork),
                Facts = TNetwork.Info.Parameters,
                Arena = ref arena.Origin,
                Scratch = ref scratch.Origin,
                Parts = 1,
                Parameters = ref parameters.Arena.Origin,
                Gradients = ref gradients.Origin,
                Images = ref images[0],
                Loss = loss,
                Divisor = (float)divisor,
                Count = instances,
                RandomKey = 77,
            };
            if (target.Labels is { } labels) pass.Labels = ref labels[0];
            else pass.Targets = ref targets[0];
            if (plan.Phases[phase].Cut == PhaseCut.Shared)
            {
                pass.Parts = inPieces ? Parts : 1;
                for (pass.Part = pass.Parts - 1; pass.Part >= 0; pass.Part--) TNetwork.RunTraining(phase, ref pass, 0, instances);
                continue;
            }
            int pieces = plan.Phases[phase].Cut == PhaseCut.Instances ? instances : plan.Phases[phase].Units;
            if (!inPieces) TNetwork.RunTraining(phase, ref pass, 0, pieces);
            else for (int i = pieces - 1; i >= 0; i--) TNetwork.RunTraining(phase, ref pass, i, i + 1);
        }
        // The lanes past the last map are nobody's; the views leave them out.
        return (new GradientList(TNetwork.Info, gradients, new StepGate("running")).SelectMany(view => view.ToArray()).ToArray(),
            arena.Span.Slice(plan.LossOffset, instances).ToArray());
    }
}
