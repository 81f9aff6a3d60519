using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>What docs/pytorch-and-keras.md calls something is what a program writes.</summary>
public sealed partial class NameTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "pytorch-and-keras.md"));

    private static readonly HashSet<string> s_names = [.. PublicNames()];

    [Fact]
    public void EveryNameOfTheFirstColumn_Exists()
    {
        var rows = s_page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal));
        string[] cells = [.. rows.Select(row => row.Split('|')[1])];
        string[] named = [.. cells.SelectMany(cell => Quoted().Matches(cell)).SelectMany(quoted => Name().Matches(quoted.Value))
            .Select(name => name.Value).Distinct()];
        Assert.True(named.Length > 100, $"{named.Length} names");
        // The reader's own class, and what is .NET's.
        Assert.Empty(named.Except(s_names).Except(["Net", nameof(CancellationToken)]));
    }

    [Fact]
    public void EveryOptimizerLossAndSchedule_IsInTheTable()
    {
        string[] types = [.. typeof(NetworkInfo).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Optimizer)) || type.IsSubclassOf(typeof(Loss))))
            .Select(type => type.Name).Where(name => name != "RadialBasisLoss")];
        string[] schedules = [.. typeof(LearningRateSchedule).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member is MethodInfo { IsSpecialName: false } or PropertyInfo).Select(member => member.Name)];
        Assert.True(types.Length > 20 && schedules.Length > 8);
        Assert.All(types.Concat(schedules), name => Assert.Matches($@"\n\|[^|]*`[^`|]*\b{name}\b", s_page));
    }

    /// <summary>
    /// What somebody who knows PyTorch or Keras types first, written down before the names were looked up; an editor then lists each name
    /// that has it anywhere, whatever the case. Who types Fit finds nothing, but a Trainer, and that runs.
    /// </summary>
    [Theory]
    [InlineData("SGD", "Sgd")]
    [InlineData("AdamW", "AdamW")]
    [InlineData("RMSprop", "RmsProp")]
    [InlineData("Momentum", "Sgd.Momentum")]
    [InlineData("WeightDecay", "Optimizer.WeightDecay")]
    [InlineData("ClipNorm", "Optimizer.ClipNorm")]
    [InlineData("CosineAnnealing", "LearningRateSchedule.CosineAnnealing")]
    [InlineData("OneCycle", "LearningRateSchedule.OneCycle")]
    [InlineData("ReduceOnPlateau", "LearningRateSchedule.ReduceOnPlateau")]
    [InlineData("WarmUp", "LearningRateSchedule.WithWarmUp")]
    [InlineData("EarlyStopping", "TrainerOptions.EarlyStopping")]
    [InlineData("Checkpoint", "TrainerOptions.Checkpoints")]
    [InlineData("Callback", "TrainerOptions.Callbacks")]
    [InlineData("Trainer", "Trainer.Run")]
    [InlineData("CrossEntropy", "SoftmaxCrossEntropy")]
    [InlineData("LabelSmoothing", "SoftmaxCrossEntropy.LabelSmoothing")]
    [InlineData("Accuracy", "Evaluation.Accuracy")]
    [InlineData("TopK", "Evaluation.GetTopKAccuracy")]
    [InlineData("ConfusionMatrix", "Evaluation.GetConfusionMatrix")]
    [InlineData("Evaluate", "SessionEvaluation.Evaluate")]
    [InlineData("Predict", "InferenceSession.Predict")]
    [InlineData("Save", "NetworkParameters.Save")]
    [InlineData("Load", "NetworkParameters.Load")]
    [InlineData("LearningRateFinder", "LearningRateFinder.Run")]
    [InlineData("StochasticWeightAverag", "StochasticWeightAverage")]
    [InlineData("Dropout", "Dropout")]
    public void WhatANewcomerTypes_IsListed(string typed, string meant)
    {
        string[] path = meant.Split('.');
        var types = Exported().Where(type => NameOf(type) == path[0]).ToArray();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.False(IsHidden(type)));
        if (path.Length > 1)
            Assert.Contains(types.SelectMany(type => type.GetMembers()), member => member.Name == path[1] && !IsHidden(member));
        Assert.Contains(path, name => name.Contains(typed, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What an editor offers: nothing hidden, attributes without their ending.</summary>
    private static IEnumerable<string> PublicNames()
    {
        foreach (var type in Exported())
        {
            if (IsHidden(type)) continue;
            yield return NameOf(type);
            foreach (var member in type.GetMembers().Where(member => !IsHidden(member))) yield return member.Name;
        }
        var generated = Harness.Compile(("Net.cs", "[Cnn.Network, Cnn.Input(2, 2, 1), Cnn.Dense(2)] public partial class Net;")).Output;
        foreach (var member in generated.GetTypeByMetadataName("Net")!.GetMembers())
            if (member.DeclaredAccessibility == Accessibility.Public) yield return member.Name;
    }

    private static IEnumerable<Type> Exported() =>
        typeof(NetworkInfo).Assembly.GetExportedTypes().Concat(typeof(NetworkAttribute).Assembly.GetExportedTypes());

    private static string NameOf(Type type)
    {
        string name = type.Name.Split('`')[0];
        return type.IsSubclassOf(typeof(Attribute)) ? name[..^nameof(Attribute).Length] : name;
    }

    private static bool IsHidden(MemberInfo member) =>
        member.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never };

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted();

    // As C# writes public names; variables, which a sample has chosen, begin in lower case.
    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Name();
}
