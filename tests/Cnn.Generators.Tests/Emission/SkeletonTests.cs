using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

public class SkeletonTests
{
    private const string Wrong = """
        using Cnn;

        namespace My.@event;

        public partial struct Outer
        {
            internal partial record Middle
            {
                [Network, Input(28, 28, 1)]
                [ConvLayer(6, Kernel = 5), MaxPool(99), Dense(10, Name = "the-scores"), Dense(0), Softmax]
                public sealed partial class @class;
            }
        }

        """;

    // Everything that code can do with a network, as far as the network's own members go.
    private const string Use = """
        public static class User
        {
            public const int Batch = Net.BatchSize, Inference = Net.InferenceBatch;
            public const long Sizes = Net.ParameterCount + Net.MultiplyAdds + Net.InferenceBytes + Net.TrainingBytes;

            public static void Use(Cnn.Optimizer optimizer)
            {
                Net net = Net.Create();
                net = Net.Create(seed: 2);
                net = Net.Load("path");
                net.Save("path");
                Cnn.Model<Net> model = Net.LoadModel("path");
                model = net.Freeze();
                Cnn.InferenceSession<Net> session = net.CreateSession();
                session = net.CreateSession(new Cnn.InferenceOptions());
                Cnn.TrainingSession<Net> training = net.CreateTraining(optimizer);
                training = net.CreateTraining(optimizer, new Cnn.TrainingOptions());
                net.EndTraining();
                Cnn.NetworkParameters parameters = net.Parameters;
                Cnn.LayerParameters convolution = net.Conv1, dense = net.Dense1;
                Cnn.NetworkInfo info = Net.Info, same = InfoOf<Net>();
            }

            private static Cnn.NetworkInfo InfoOf<T>() where T : class, Cnn.INetwork<T> => T.Info;
        }

        """;

    private const string Layers = "Cnn.Input(8, 8, 1), Cnn.ConvLayer(2, Kernel = 3), Cnn.Dense(2)";

    [Theory]
    [InlineData("[Cnn.Network, " + Layers + ", Cnn.Dropout(2.0)] public partial class Net;", "CNN1010")]
    [InlineData("[Cnn.Network, " + Layers + "] public partial class Net; [Cnn.Dropout(0.5)] partial class Net;", "CNN1004")]
    [InlineData("[Cnn.Network(Source = \"network Net { input 8x8x1, conv 2 3x3, dense 2, dropout 2 }\")] public partial class Net;",
        "CNN1010")]
    public void WrongNetwork_GivesOneErrorHoweverItIsUsed(string wrong, string id)
    {
        var result = Harness.Compile(("Net.cs", wrong), ("User.cs", Use));
        Assert.Equal(id, Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void WrongText_GivesOneErrorHoweverItIsUsed()
    {
        var result = Harness.Compile(("Net.cnn", "network Net { input 8x8x1, conv 2 3x3, dense 2, dropout 2 }"), ("User.cs", Use));
        Assert.Equal("CNN1010", Assert.Single(result.Diagnostics).Id);
    }

    [Theory]
    [InlineData("Cnn.ConvLayer(2, Kernel = \"3\")", "CS0029")]
    [InlineData("Cnn.ConvLayer(2, Kernl = 3)", "CS0246")]
    [InlineData("Cnn.ConvLayer", "CS7036")]
    [InlineData("Cnn.ConvLayr(2)", "CS0234")]
    [InlineData("Cnn.ConvLayer(2, Pad = new[] { 1, missing })", "CS0103")]
    [InlineData("Cnn.ConvLayer(Missing.Maps, Kernel = 3)", "CS0103")]
    public void ErrorOfCSharp_IsTheOnlyOne(string layer, string id)
    {
        var result = Harness.Compile(("Net.cs", $"[Cnn.Network, Cnn.Input(8, 8, 1), {layer}, Cnn.Dense(2)] public partial class Net;"),
            ("User.cs", Use.Replace("net.Conv1", "net.Dense1")));
        Assert.Equal([id], result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void NestedNetwork_WithKeywordsForNames_Compiles()
    {
        var result = Harness.Compile(("Net.cs", Wrong));
        Assert.Equal(["CNN2101", "CNN1010"], result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
        Snapshots.Verify(result);
    }

    [Fact]
    public void Bodies_ThrowNamingTheErrors()
    {
        var assembly = Harness.Compile(("Net.cs", "[Cnn.Network, " + Layers + ", Cnn.Dropout(2.0)] public partial class Net;"))
            .LoadAssembly();
        var create = assembly.GetType("Net")!.GetMethod("Create")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => create.Invoke(null, [1])).InnerException;
        Assert.Equal("The declaration of network 'Net' is wrong: CNN1010.", Assert.IsType<InvalidOperationException>(thrown).Message);
    }

    [Fact]
    public void Skeleton_HasThePublicMembersOfTheNetwork()
    {
        string[] members = MembersOf("[Cnn.Network, " + Layers + "] public partial class Net;");
        Assert.Contains("Net.CreateSession(Cnn.InferenceOptions)", members);
        Assert.Equal(members, MembersOf("[Cnn.Network, " + Layers + ", Cnn.Dropout(2.0)] public partial class Net;"));
    }

    [Fact]
    public void NoSkeleton_WhereTheClassIsNotPartial() =>
        Assert.Empty(Harness.Compile(("Net.cs", "[Cnn.Network, " + Layers + "] public class Net;")).GeneratedSources);

    private static string[] MembersOf(string source)
    {
        var members = Harness.Compile(("Net.cs", source)).Output.Assembly.GetTypeByMetadataName("Net")!.GetMembers();
        return [.. members.Where(member => member.DeclaredAccessibility == Accessibility.Public).Select(member => member.ToDisplayString())
            .Order(StringComparer.Ordinal)];
    }
}
