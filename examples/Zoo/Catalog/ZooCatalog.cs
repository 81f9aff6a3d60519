using Zoo.Images;

namespace Zoo.Catalog;

/// <summary>All networks of the zoo.</summary>
internal static class ZooCatalog
{
    /// <summary>In the order of their papers.</summary>
    public static IReadOnlyList<ZooNetwork> All { get; } =
    [
        new ZooNetwork<LeNet5>(Preprocessing.Grey),
        new ZooNetwork<LeNet5Of1998>(Preprocessing.Paper1998),
        new ZooNetwork<AlexNet>(Preprocessing.Caffe),
        new ZooNetwork<GoogLeNet>(Preprocessing.Caffe),
        new ZooNetwork<ResNet18>(Preprocessing.Torchvision),
        new ZooNetwork<ResNet34>(Preprocessing.Torchvision),
        new ZooNetwork<ResNet50>(Preprocessing.Torchvision),
        new ZooNetwork<ResNet101>(Preprocessing.Torchvision),
        new ZooNetwork<ResNet152>(Preprocessing.Torchvision),
        new ZooNetwork<ResNet20>(Preprocessing.Torchvision with { Fitting = Fitting.Stretch }),
        new ZooNetwork<SqueezeNet>(Preprocessing.Caffe),
    ];

    /// <summary>The network of a name, whatever the case of its letters.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    public static ZooNetwork Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Info.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException($"There is no network '{name}'; there are {string.Join(", ", All.Select(network => network.Info.Name))}.");
}
