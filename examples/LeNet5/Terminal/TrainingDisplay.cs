using System.Globalization;
using Cnn;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeNetExample.Terminal;

/// <summary>
/// Shows a training: a line an epoch and, on a terminal, a bar that moves with the loss and the speed beside it.
/// Where the output goes to a file or another program, there is no bar and no control code.
/// </summary>
internal sealed class TrainingDisplay
{
    private const string Header = "    epoch      loss   test error   seconds   images/s";

    private readonly IAnsiConsole _console;
    private readonly ProgressTask? _bar;
    private readonly int _epochs;

    private TrainingDisplay(IAnsiConsole console, ProgressTask? bar, int epochs)
    {
        _console = console;
        _bar = bar;
        _epochs = epochs;
    }

    /// <summary>Runs a training and shows it.</summary>
    public static void Run(IAnsiConsole console, int epochs, Action<TrainingDisplay> train)
    {
        console.WriteLine(Header);
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            train(new TrainingDisplay(console, null, epochs));
            return;
        }

        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, new StatusColumn())
            .Start(context => train(new TrainingDisplay(console, context.AddTask(Title(1, epochs)), epochs)));
    }

    /// <summary>Shows one step.</summary>
    public void Step(TrainingProgress progress)
    {
        if (_bar is null) return;
        _bar.Description = Title(progress.Epoch, _epochs);
        _bar.MaxValue = progress.Steps;
        _bar.Value = progress.Step;
        _bar.State.Update<TrainingProgress>(StatusColumn.Key, _ => progress);
    }

    /// <summary>Ends an epoch with its line.</summary>
    public void EndEpoch(EpochResult result, int images) => _console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{$"{result.Epoch}/{_epochs}",9}{result.MeanLoss,10:F4}{100 * result.TestError,11:F2} "
            + $"%{result.Seconds,10:F2}{images / result.Seconds,11:N0}"));

    private static string Title(int epoch, int epochs) => string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}");

    private sealed class StatusColumn : ProgressColumn
    {
        public const string Key = "progress";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            TrainingProgress progress = task.State.Get<TrainingProgress>(Key);
            if (progress.Step == 0) return Text.Empty;
            return new Text(progress.Step == progress.Steps
                ? "testing"
                : string.Create(CultureInfo.InvariantCulture, $"loss {progress.MeanLoss:F4}  {progress.ImagesPerSecond:N0} images/s"));
        }
    }
}
