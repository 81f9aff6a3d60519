using Cnn;
using Zoo.Catalog;

namespace Zoo.Tests;

/// <summary>What can be said of the zoo without running it.</summary>
public class NetworkTests
{
    // Where each number comes from: the text-book table of LeNet-5 and Caffe's deploy files of AlexNet, GoogLeNet and SqueezeNet, counted
    // layer by layer; the 1998 paper; torchvision's documentation for the residual networks (pytorch.org, torchvision.models.resnet…); the
    // checkpoint of akamaster/pytorch_resnet_cifar10.
    public static TheoryData<string, long> Parameters => new()
    {
        { "LeNet5", 61_706 },
        { "LeNet5Of1998", 60_000 },
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

    /// <summary>
    /// The paper's count: every output of a convolution or subsampling has a connection for each pixel that it sums and one for its bias.
    /// </summary>
    [Fact]
    public void LeNet5Of1998_HasThePapersConnections()
    {
        Dictionary<string, LayerInfo> layers = ZooRun.Of("LeNet5Of1998").Info.Layers.ToDictionary(layer => layer.Name);
        long Convolution(string name) => layers[name].ParameterCount * layers[name].Output.Height * layers[name].Output.Width;
        long Subsampling(string name) => layers[name].Output.ElementCount * (2 * 2 + 1);
        long[] found = [Convolution("c1"), Subsampling("s2"), Convolution("c3"), Subsampling("s4"), Convolution("c5"),
            layers["f6"].ParameterCount, 84 * layers["output"].Output.Channels];
        Assert.Equal([122_304, 5_880, 151_600, 2_000, 48_120, 10_164, 840], found);
        Assert.Equal(340_908, found.Sum());
    }

    [Fact]
    public void EveryNetwork_IsInTheCatalogue()
    {
        var classes = typeof(LeNet5).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INetwork<>)));
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
