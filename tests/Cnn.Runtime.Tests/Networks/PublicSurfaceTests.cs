using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Cnn.Runtime.Tests;

/// <summary>What safe code can reach does not trust it.</summary>
public sealed class PublicSurfaceTests
{
    private static IEnumerable<Type> PublicTypes => typeof(NetworkInfo).Assembly.GetExportedTypes();

    /// <summary>A reference to a number says nothing of how many follow it.</summary>
    [Fact]
    public void FunctionsOverReferencesToNumbers_AreHidden_AndForGeneratedCodeOnly()
    {
        // A pass has references itself, and one method over some besides.
        MethodInfo ofPass = Assert.Single(Methods(typeof(TrainingPass)), TakesReferenceToNumbers);
        Assert.Equal("CNN1055", ofPass.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId);
        Type[] types = [.. PublicTypes.Where(type => type != typeof(TrainingPass) && Methods(type).Any(TakesReferenceToNumbers))
            .OrderBy(type => type.Name, StringComparer.Ordinal)];
        Assert.Equal(["ChannelMath", "Losses", "SumRuns", "Tensors", "VectorMath", "Winograd"], types.Select(type => type.Name));
        foreach (Type type in types)
        {
            Assert.Equal(EditorBrowsableState.Never, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State);
            Assert.Equal("CNN1055", type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId);
        }
    }

    [Fact]
    public void TypesOfGeneratedCode_AreHidden()
    {
        foreach (Type type in PublicTypes.Where(type =>
            type.Namespace == "Cnn.Runtime" && type != typeof(RandomKey) && type != typeof(Threefry)).Append(typeof(InferencePass))
            .Append(typeof(TrainingPass)))
            Assert.True(type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never, type.Name);
        foreach (MethodInfo method in typeof(INetwork<>).GetMethods()
            .Where(method => method.Name.StartsWith("Run", StringComparison.Ordinal)))
            Assert.True(method.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never, method.Name);
    }

    [Fact]
    public void ListsOfANetworksFacts_StayAsTheyAre()
    {
        PhaseInfo[] phases = [new("forward", PhaseCut.Instances, 0)];
        int[][] table = [[0], [1]];
        PassInfo pass = new(1, 16, phases, 0, 0, 1, -1);
        ParameterInfo parameter = ParameterInfo.Kernel("conv1.weight", 0, 2, 2, 1, 1, 0, false, table);
        phases[0] = new("another", PhaseCut.Units, 1_000_000);
        table[1][0] = 1_000_000;
        Assert.Equal("forward", pass.Phases[0].Name);
        Assert.Equal(17, parameter.PackedIndex(1));

        NetworkInfo info = TinySoftmax.Info;
        object[] lists =
        [
            info.Layers, info.Parameters, info.Folds, info.Prepared, info.VectorWidths, info.Mean, info.Deviation, info.Training.Phases,
                info.Inference.Phases, info.Parameters[0].Shape, pass.Phases,
            (pass with { Phases = phases }).Phases,
        ];
        foreach (object list in lists)
        {
            Assert.False(list is Array, list.GetType().Name);
            Assert.True(((System.Collections.IList)list).IsReadOnly);
        }
        Assert.Throws<NotSupportedException>(() => ((IList<PhaseInfo>)info.Training.Phases)[0] = phases[0]);
    }

    [Fact]
    public void PlanOfNegativeSizes_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("ArenaFloats", () => new PassInfo(1, -16, [], 0, 0, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("ScratchFloats", () => new PassInfo(1, 32, [], 0, 0, 1, -1, -16));
        Assert.Throws<ArgumentOutOfRangeException>("ScratchFloats", () => TinySoftmax.Info.Training with { ScratchFloats = -1 });
    }

    /// <summary>A table of somebody's own may say anything of weights to prepare.</summary>
    [Theory]
    [InlineData(3, 6, 0)]
    [InlineData(3, 6, 1_000_000)]
    [InlineData(1000, 1002, 0)]
    public void PreparedWeights_OutsideTheirMemory_AreRefused(int kernel, int tile, int offset)
    {
        NetworkInfo tiny = TinySoftmax.Info;
        NetworkInfo info = new()
        {
            Name = "Wrong",
            Input = tiny.Input,
            Output = tiny.Output,
            OutputFunction = tiny.OutputFunction,
            Loss = tiny.Loss,
            Layers = tiny.Layers,
            Parameters = tiny.Parameters,
            TrainableFloats = tiny.TrainableFloats,
            ParameterFloats = tiny.ParameterFloats,
            Prepared = [new PreparedWeights(0, kernel, tile, offset)],
            PreparedFloats = 16,
            Inference = tiny.Inference,
            Training = tiny.Training,
        };
        using Arena prepared = new(info.PreparedFloats);
        Assert.ThrowsAny<ArgumentException>(() => WeightPreparation.Prepare(NetworkParameters.Create(info), prepared));
    }

    [Fact]
    public void Parameters_OfAnotherNetwork_AreRefused()
    {
        NetworkParameters others = NetworkParameters.Create(TinyRegression.Info);
        Assert.Contains("Expected the parameters of TinySoftmax, found those of TinyRegression",
            Assert.Throws<ArgumentException>(() => NetworkParameters.Of(others, TinySoftmax.Info)).Message);
        Assert.Throws<ArgumentException>(() => Model<TinySoftmax>.From(others));
        Assert.Throws<ArgumentException>(() => new TrainingSession<TinySoftmax>(TinySoftmax.FromParameters(others), new Sgd(1)));
        Assert.Throws<ArgumentNullException>(() => NetworkParameters.Of(null!, TinySoftmax.Info));
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static bool TakesReferenceToNumbers(MethodInfo method) =>
        method.GetParameters().Any(parameter => parameter is { IsOut: false, ParameterType: { IsByRef: true } type }
            && type.GetElementType()!.IsPrimitive);
}
