using Zoo.Images;

namespace Zoo.Catalog;

/// <summary>All networks of the zoo.</summary>
internal static class ZooCatalog
{
    /// <summary>In the order of their papers.</summary>
    public static IReadOnlyList<ZooNetwork> All { get; } =
    [
        new ZooNetwork<LeNet5>(Preprocessing.Grey, LeNet5.InferenceBytes, LeNet5.TrainingBytes),
        new ZooNetwork<LeNet5Of1998>(Preprocessing.Paper1998, LeNet5Of1998.InferenceBytes, LeNet5Of1998.TrainingBytes),
        new ZooNetwork<AlexNet>(Preprocessing.Caffe, AlexNet.InferenceBytes, AlexNet.TrainingBytes),
        new ZooNetwork<GoogLeNet>(Preprocessing.Caffe, GoogLeNet.InferenceBytes, GoogLeNet.TrainingBytes),
        new ZooNetwork<ResNet18>(Preprocessing.Torchvision, ResNet18.InferenceBytes, ResNet18.TrainingBytes),
        new ZooNetwork<ResNet34>(Preprocessing.Torchvision, ResNet34.InferenceBytes, ResNet34.TrainingBytes),
        new ZooNetwork<ResNet50>(Preprocessing.Torchvision, ResNet50.InferenceBytes, ResNet50.TrainingBytes),
        new ZooNetwork<ResNet101>(Preprocessing.Torchvision, ResNet101.InferenceBytes, ResNet101.TrainingBytes),
        new ZooNetwork<ResNet152>(Preprocessing.Torchvision, ResNet152.InferenceBytes, ResNet152.TrainingBytes),
        new ZooNetwork<ResNet20>(Preprocessing.Torchvision with { Fitting = Fitting.Stretch }, ResNet20.InferenceBytes,
            ResNet20.TrainingBytes),
        new ZooNetwork<SqueezeNet>(Preprocessing.Caffe, SqueezeNet.InferenceBytes, SqueezeNet.TrainingBytes),
    ];

    /// <summary>The network of a name, whatever the case of its letters.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    public static ZooNetwork Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Info.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException(
            $"There is no network '{name}'; there are {string.Join(", ", All.Select(network => network.Info.Name))}.");
}
