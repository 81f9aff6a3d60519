using Cnn;
using Zoo.Catalog;

namespace Zoo.Tests;

/// <summary>What can be said of the zoo without running it.</summary>
public class NetworkTests
{
    // Where each number comes from: the text-book table of LeNet-5 and Caffe's deploy files of AlexNet, GoogLeNet and SqueezeNet, counted layer by layer; the 1998 paper;
    // torchvision's documentation for the residual networks (pytorch.org, torchvision.models.resnet…); the checkpoint of akamaster/pytorch_resnet_cifar10.
    public static TheoryData<string, long> Parameters => new()
    {
        { "LeNet5", 61_706 },
        { "AlexNet", 60_965_224 },
        { "GoogLeNet", 6_998_552 },
        { "ResNet18", 11_689_512 },
        { "ResNet34", 21_797_672 },
        { "ResNet50", 25_557_032 },
        { "ResNet101", 44_549_160 },
        { "ResNet152", 60_192_808 },
        { "ResNet20", 269_722 },
        { "SqueezeNet", 1_248_424 },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void ParameterCount_IsThePublishedOne(string name, long expected)
    {
        NetworkInfo info = ZooRun.Of(name).Info;
        Assert.Equal(expected, info.ParameterCount);
        Assert.Equal(expected, info.Layers.Where(layer => !layer.IsAuxiliary).Sum(layer => layer.ParameterCount));
    }

    [Fact]
    public void EveryNetwork_IsInTheCatalogue()
    {
        var classes = typeof(LeNet5).Assembly.GetTypes().Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INetwork<>)));
        Assert.Equal(classes.Select(type => type.Name).Order(), ZooCatalog.All.Select(network => network.Info.Name).Order());
        Assert.Equal(Parameters.Select(row => (string)row[0]).Order(), ZooCatalog.All.Select(network => network.Info.Name).Order());
    }

    [Fact]
    public void EveryNetwork_HasAMeanAndADeviationForEachChannel() => Assert.All(ZooCatalog.All, network =>
    {
        Assert.Equal(network.Info.Input.Channels, network.Preprocessing.Mean.Length);
        Assert.Equal(network.Info.Input.Channels, network.Preprocessing.Deviation.Length);
    });
}
