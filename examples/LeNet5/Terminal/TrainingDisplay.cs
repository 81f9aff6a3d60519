using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeNetExample.Terminal;

/// <summary>
/// Shows a training: a line an epoch and, on a terminal, a bar that moves with the loss and the speed beside it.
/// Where the output goes to a file or another program, there is no bar and no control code.
/// </summary>
internal sealed class TrainingDisplay
{
    // How much of the shown loss stays at each step.
    private const double Memory = 0.95;

    private readonly IAnsiConsole _console;
    private readonly ProgressTask? _bar;
    private readonly Stopwatch _clock = new();
    private double _weightedLoss;
    private double _weight;
    private int _seen;
    private volatile string _status = "";

    private TrainingDisplay(IAnsiConsole console, ProgressContext? progress, int images)
    {
        _console = console;
        _bar = progress?.AddTask("epoch", maxValue: images);
    }

    /// <summary>Runs a training with epochs of <paramref name="images"/> images.</summary>
    public static void Run(IAnsiConsole console, int images, Action<TrainingDisplay> train)
    {
        console.WriteLine(EpochReport.Header);
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            train(new TrainingDisplay(console, null, images));
            return;
        }

        var status = new StatusColumn();
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, status)
            .Start(context =>
            {
                var display = new TrainingDisplay(console, context, images);
                status.Display = display;
                train(display);
            });
    }

    /// <summary>Begins an epoch.</summary>
    public void BeginEpoch(int epoch, int epochs)
    {
        (_seen, _weight, _weightedLoss, _status) = (0, 0, 0, "");
        _clock.Restart();
        if (_bar is null) return;
        _bar.Value = 0;
        _bar.Description = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}");
    }

    /// <summary>Tells of one step.</summary>
    /// <param name="images">How many images it had.</param>
    /// <param name="loss">Their mean loss.</param>
    public void Step(int images, double loss)
    {
        _seen += images;
        if (_bar is null) return;
        _weightedLoss = Memory * _weightedLoss + loss;
        _weight = Memory * _weight + 1;
        _bar.Value = _seen;
        _status = string.Create(
            CultureInfo.InvariantCulture,
            $"loss {_weightedLoss / _weight:F4}  {_seen / _clock.Elapsed.TotalSeconds:N0} images/s");
    }

    /// <summary>Says that the epoch is being tested.</summary>
    public void BeginTest() => _status = "testing";

    /// <summary>Ends an epoch with its line.</summary>
    public void EndEpoch(EpochReport report) => _console.WriteLine(report.ToString());

    private sealed class StatusColumn : ProgressColumn
    {
        public TrainingDisplay? Display { get; set; }

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Display?._status ?? "");
    }
}
