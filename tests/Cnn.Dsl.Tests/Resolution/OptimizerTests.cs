using System.Reflection;

namespace Cnn.Dsl.Tests;

/// <summary>What of a declared optimizer makes a network another one, and the table that it is read by.</summary>
public sealed class OptimizerTests
{
    [Theory]
    [InlineData("", "momentum", 0.001, 1)]
    [InlineData("optimizer momentum momentum 0.9 lr 0.001, ", "momentum", 0.001, 1)]
    [InlineData("optimizer momentum momentum 0.5, ", "momentum momentum 0.5", 0.001, 1)]
    [InlineData("optimizer nesterov lr 0.1, ", "nesterov lr 0.1", 0.1, 1)]
    [InlineData("optimizer sgd lr 1 weight_decay 0.0005 nesterov momentum 0.9, ",
        "sgd lr 1 momentum 0.9 nesterov weight_decay 0.0005", 1, 1)]
    [InlineData("optimizer adam amsgrad lr 0.01, ", "adam lr 0.01 amsgrad", 0.01, 3)]
    [InlineData("optimizer adam lr 0.001 beta1 0.9 beta2 0.999 eps 1e-8 weight_decay 0, ", "adam", 0.001, 2)]
    [InlineData("optimizer adamw weight_decay 0, ", "adamw weight_decay 0", 0.001, 2)]
    [InlineData("optimizer adamw weight_decay 0.01 clip_value 1, ", "adamw clip_value 1", 0.001, 2)]
    [InlineData("optimizer adadelta lr 1 rho 0.9 eps 1e-6, ", "adadelta", 1, 2)]
    [InlineData("optimizer lion beta2 0.99, ", "lion", 0.0001, 1)]
    public void Declaration_IsWhatDiffersFromTheDefault_InOneOrder(string option, string description, double rate, int state)
    {
        var optimizer = Check.Valid(option + "input 2x2x1, dense 1").Optimizer;
        Assert.Equal((description, rate, state), (optimizer.Description, optimizer.LearningRate, optimizer.StateFloats));
        // A description is text again, and means the same.
        Assert.Equal(optimizer, Check.Valid($"optimizer {optimizer.Description}, input 2x2x1, dense 1").Optimizer);
    }

    [Fact]
    public void OrderOfSettings_MakesNoOtherNetwork_AndAnySettingDoes()
    {
        var spec = Check.Valid("optimizer rmsprop centered momentum 0.9, input 2x2x1, dense 1");
        Assert.Equal(spec, Check.Valid("optimizer rmsprop momentum 0.9 centered, input 2x2x1, dense 1"));
        Assert.NotEqual(spec, Check.Valid("optimizer rmsprop momentum 0.9, input 2x2x1, dense 1"));
        Assert.NotEqual(spec, Check.Valid("optimizer rmsprop momentum 0.8 centered, input 2x2x1, dense 1"));
        Assert.NotEqual(
            Check.Valid("budget training 1 MB, input 2x2x1, dense 1"), Check.Valid("budget training 2 MB, input 2x2x1, dense 1"));
    }

    [Fact]
    public void Attribute_HasEverySettingOfTheTable_AndNoOther()
    {
        var properties = typeof(OptimizerAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.CanWrite).ToDictionary(property => property.Name, property => property.PropertyType);
        Assert.Equal(OptimizerCatalog.Settings.Select(setting => setting.Property).Order(StringComparer.Ordinal),
            properties.Keys.Order(StringComparer.Ordinal));
        foreach (var setting in OptimizerCatalog.Settings)
            Assert.Equal(setting.Form == ArgumentForm.Word ? typeof(bool) : typeof(double), properties[setting.Property]);
    }

    [Fact]
    public void EveryKind_HasARow_WhoseDefaultsAreInRange()
    {
        Assert.Equal(Enum.GetValues<OptimizerKind>(), OptimizerCatalog.All.Select(optimizer => optimizer.Kind).Order());
        foreach (var optimizer in OptimizerCatalog.All)
        {
            Assert.Equal("lr", optimizer.Settings.First().Word);
            Assert.Distinct(optimizer.Settings.Select(setting => setting.Word));
            foreach (var setting in optimizer.Settings)
            {
                Assert.True(setting.Default is not { } value || setting.IsInRange((float)value), $"{optimizer.Word} {setting.Word}");
                // A word says what follows it before the optimizer is known.
                Assert.Equal(OptimizerCatalog.Settings.First(other => other.Property == setting.Property).Form, setting.Form);
            }
        }
    }

    /// <summary>What an attribute says wrong is called as it is there.</summary>
    [Fact]
    public void Message_NamesASetting_AsItsSpellingDoes()
    {
        var declaration = Declare.Network(Declare.Input(2, 2, 1), Declare.Layer("dense", ("outputs", 1))) with
        {
            Options = new(
                new ArgumentDeclaration("optimizer", new WordValue("adam"), SourceRange.None),
                new ArgumentDeclaration("optimizerMomentum", new NumberValue(0.9), SourceRange.None),
                new ArgumentDeclaration("optimizerBeta1", new NumberValue(1), SourceRange.None)),
        };
        var messages = Resolver.Resolve(declaration).Issues.Select(issue => issue.Message).ToArray();
        Assert.Contains(messages, message => message.StartsWith(
            "'Momentum' is no setting of the optimizer 'Adam', which has LearningRate, Beta1, Beta2, Epsilon, AmsGrad, WeightDecay, ",
            StringComparison.Ordinal));
        Assert.Contains(messages, message => message.EndsWith(
            "declare an optimizer that has it: Momentum, Sgd, Nesterov, RmsProp, Lars.", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.StartsWith("Beta1 is 1, and must be at least 0", StringComparison.Ordinal));
    }
}
