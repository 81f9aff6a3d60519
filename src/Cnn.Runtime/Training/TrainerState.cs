using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cnn;

/// <summary>Where a run is, so that another one can go on from there.</summary>
internal sealed class TrainerState
{
    /// <summary>The seed of the orders and of the augmentation.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The optimizer's rate when the run began.</summary>
    public required float LearningRate { get; init; }

    /// <summary>How many training images there are.</summary>
    public required int Images { get; init; }

    /// <summary>Images of a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>What the best epoch is the best by.</summary>
    public required TrainingMetric BestBy { get; init; }

    /// <summary>The running epoch, from 1.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>Steps of the running epoch that were taken.</summary>
    public int Step { get; set; }

    /// <summary>The sum of the losses of the running epoch.</summary>
    private double LossSum { get; set; }

    /// <summary>What its mean is divided by: as the loss counts them, images or labels with their weights.</summary>
    private double LossDivisor { get; set; }

    /// <summary>The mean loss of the running epoch so far; 0 where nothing counts.</summary>
    public double MeanLoss => LossDivisor > 0 ? LossSum / LossDivisor : LossSum;

    /// <summary>Seconds of the running epoch's steps before the checkpoint that the run goes on from.</summary>
    public double Seconds { get; set; }

    /// <summary>The epoch that was the best, 0 where none is yet.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Evaluated epochs since the best one.</summary>
    public int SinceBest { get; set; }

    /// <summary>What the best epoch is compared by.</summary>
    public double BestValue { get; set; } = double.PositiveInfinity;

    /// <summary>The schedule's rate, as <see cref="ScheduledRate.State"/> has it.</summary>
    public (float Rate, double Factor, bool IsSet) Rate { get; set; }

    /// <summary>The epochs that have ended.</summary>
    public List<EpochResult> Results { get; } = [];

    /// <summary>Counts a step's loss.</summary>
    /// <param name="mean">The step's mean loss.</param>
    /// <param name="divisor">What this was divided by.</param>
    public void AddLoss(float mean, double divisor)
    {
        LossSum += mean * divisor;
        LossDivisor += divisor;
    }

    /// <summary>Goes on to an epoch.</summary>
    public void BeginEpoch(int epoch) => (Epoch, Step, LossSum, LossDivisor, Seconds) = (epoch, 0, 0, 0, 0);

    /// <summary>Numbers are written so that they are read back to the bit.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteNumber("seed", Seed);
            WriteNumber(json, "learning_rate", LearningRate);
            json.WriteNumber("images", Images);
            json.WriteNumber("batch", BatchSize);
            json.WriteString("best_by", BestBy.ToString());
            json.WriteNumber("epoch", Epoch);
            json.WriteNumber("step", Step);
            WriteNumber(json, "loss_sum", LossSum);
            WriteNumber(json, "loss_divisor", LossDivisor);
            WriteNumber(json, "seconds", Seconds);
            json.WriteNumber("best_epoch", BestEpoch);
            json.WriteNumber("since_best", SinceBest);
            WriteNumber(json, "best_value", BestValue);
            WriteNumber(json, "rate", Rate.Rate);
            WriteNumber(json, "factor", Rate.Factor);
            json.WriteBoolean("rate_is_set", Rate.IsSet);
            json.WriteStartArray("epochs");
            foreach (EpochResult result in Results)
            {
                json.WriteStartObject();
                WriteNumber(json, "loss", result.MeanLoss);
                WriteNumber(json, "seconds", result.Seconds);
                WriteNumber(json, "test_loss", result.TestLoss);
                WriteNumber(json, "test_error", result.TestError);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <exception cref="WeightFileException">
    /// It is not what <see cref="ToJson"/> writes, or an earlier version wrote it within an epoch.
    /// </exception>
    public static TrainerState FromJson(string path, string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            // Missing in what was saved before it was kept; where nothing is summed yet, as at an epoch's beginning, it is 0.
            bool hasDivisor = root.TryGetProperty("loss_divisor", out _);
            if (!hasDivisor && (root.GetProperty("step").GetInt32() != 0 || Number(root, "loss_sum") != 0))
            {
                throw new WeightFileException(
                    path, "expected a trainer's checkpoint with the 'loss_divisor' of its running epoch, found one of an earlier version "
                        + "of CnnGen, saved within an epoch: resume from one that was saved at an epoch's end, or begin the run anew in "
                        + "another folder.");
            }
            TrainerState state = new()
            {
                Seed = root.GetProperty("seed").GetUInt64(),
                LearningRate = (float)Number(root, "learning_rate"),
                Images = root.GetProperty("images").GetInt32(),
                BatchSize = root.GetProperty("batch").GetInt32(),
                BestBy = Enum.Parse<TrainingMetric>(root.GetProperty("best_by").GetString()!),
                Epoch = root.GetProperty("epoch").GetInt32(),
                Step = root.GetProperty("step").GetInt32(),
                LossSum = Number(root, "loss_sum"),
                LossDivisor = hasDivisor ? Number(root, "loss_divisor") : 0,
                Seconds = Number(root, "seconds"),
                BestEpoch = root.GetProperty("best_epoch").GetInt32(),
                SinceBest = root.GetProperty("since_best").GetInt32(),
                BestValue = Number(root, "best_value"),
                Rate = ((float)Number(root, "rate"), Number(root, "factor"), root.GetProperty("rate_is_set").GetBoolean()),
            };
            foreach (JsonElement epoch in root.GetProperty("epochs").EnumerateArray())
            {
                state.Results.Add(new EpochResult(state.Results.Count + 1, Number(epoch, "loss"), Number(epoch, "seconds"), null)
                {
                    TestLoss = Number(epoch, "test_loss"),
                    TestError = Number(epoch, "test_error"),
                });
            }
            if (state.Epoch != state.Results.Count + 1 || state.Step < 0 || state.BestEpoch < 0 || state.BestEpoch > state.Results.Count)
                throw new FormatException("its numbers contradict each other");
            return state;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new WeightFileException(
                path, $"not a valid checkpoint: expected where a trainer was, found '{Excerpt.Of(json)}'; resume from another one.",
                exception);
        }
    }

    // What is not finite is no number in JSON.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static double Number(JsonElement element, string name)
    {
        JsonElement value = element.GetProperty(name);
        return value.ValueKind == JsonValueKind.String
            ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : value.GetDouble();
    }
}
