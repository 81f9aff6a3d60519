using System.CommandLine;
using System.Globalization;
using ShapesExample;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var seed = new Option<int>("--seed") { Description = "Decides drawings and first weights.", DefaultValueFactory = _ => 1 };

return await new RootCommand("Regression, several labels and fine-tuning, on drawings that the program makes itself.")
{
    Example("regression", "Learns where a bar points.", (seed, cancellation) => Regression.Run(seed, cancellation)),
    Example("labels", "Learns which shapes are there.",
        (seed, cancellation) => SeveralLabels.Run(Present.Create(seed), seed, cancellation)),
    Example("finetune", "Learns from few drawings how many there are.", (seed, cancellation) => FineTuning.Run(seed, cancellation)),
}.Parse(args).InvokeAsync();

Command Example(string name, string description, Action<int, CancellationToken> run)
{
    var command = new Command(name, description) { seed };
    command.SetAction((parsed, cancellation) => Task.Run(() => run(parsed.GetValue(seed), cancellation), cancellation));
    return command;
}
