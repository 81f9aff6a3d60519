using System.CommandLine;
using System.Globalization;
using Cnn;
using MnistExample;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var folder = new Argument<DirectoryInfo>("folder") { Description = "Where the four IDX files lie, as downloaded." }.AcceptExistingOnly();
var epochs = new Option<int?>("--epochs") { Description = "Passes over the training images." };
var save = new Option<string?>("--save") { Description = "Where the trained weights go." };
var run = new Option<string?>("--run") { Description = "A folder for checkpoints: what Ctrl-C ended goes on from there." };
var seed = new Option<int>("--seed")
{
    Description = "Decides the first weights, the order of the images and how they are varied.",
    DefaultValueFactory = _ => 1,
};

return await new RootCommand("Learns MNIST's digits or Fashion-MNIST's clothes.")
{
    Recipe("mnist", Mnist.Create, 9, new RandomAffine(), views: []),
    // Clothes may be worn the other way round.
    Recipe("fashion", Fashion.Create, 14, new FlipAndShift(2), [ImageView.AsItIs, ImageView.Mirrored]),
}.Parse(args).InvokeAsync();

Command Recipe<TNetwork>(string name, Func<int, TNetwork> create, int usual, IAugmentation augmentation, ImageView[] views)
    where TNetwork : class, INetwork<TNetwork>
{
    var command = new Command(name, $"Trains for {usual} epochs unless told otherwise.") { folder, seed, epochs, save, run };
    command.SetAction((parsed, cancellation) => Task.Run(() =>
    {
        try
        {
            LabeledImages Read(string part) => IdxReader.Read(
                Path.Combine(parsed.GetValue(folder)!.FullName, part + "-images-idx3-ubyte.gz"),
                Path.Combine(parsed.GetValue(folder)!.FullName, part + "-labels-idx1-ubyte.gz"));
            LabeledImages training = Read("train"), test = Read("t10k");
            TNetwork network = create(parsed.GetValue(seed));
            var optimizer = new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 5e-4f };
            new Trainer<TNetwork>(network, optimizer, new()
            {
                Epochs = parsed.GetValue(epochs) ?? usual,
                Seed = (ulong)parsed.GetValue(seed),
                Schedule = LearningRateSchedule.CosineAnnealing().WithWarmUp(epochs: 1),
                Augmentation = augmentation,
                Checkpoints = parsed.GetValue(run) is { } path ? new(path) { EverySteps = 100, Resume = true } : null,
                EpochCompleted = result => Console.WriteLine(
                    $"epoch {result.Epoch,2}: loss {result.MeanLoss:F4}, test error {100 * result.TestError:F2} %, {result.Seconds:F1} s"),
            }).Run(training, test, cancellation);
            if (views.Length > 0)
            {
                using var session = Model<TNetwork>.From(network.Parameters).CreateSession();
                double plain = session.Evaluate(test).ErrorRate, averaged = Evaluation.OfViews(session, test, views).ErrorRate;
                Console.WriteLine($"test error {100 * plain:F2} % as they are, {100 * averaged:F2} % averaged with their mirror images");
            }
            if (parsed.GetValue(save) is { } file) network.Parameters.Save(file);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or ArgumentException or OperationCanceledException)
        {
            bool goesOn = fault is OperationCanceledException && parsed.GetValue(run) is not null;
            Console.Error.WriteLine(goesOn ? "Stopped. The same command goes on from here." : fault.Message);
            return 1;
        }
    }));
    return command;
}
