namespace Cnn.Planning;

/// <summary>
/// Neighbouring blocks of 16 outputs that read the same range of inputs. Forward, outputs are maps and inputs channels; for the data
/// gradient it is the other way round. Groups come back to the same place in their blocks after 16 of them at the latest, so that a layer
/// has few runs, which repeat, however many groups it has.
/// </summary>
/// <param name="FirstBlock">The first block.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="FirstInput">The first input that an output of these blocks reads.</param>
/// <param name="Inputs">Inputs from there on; not all outputs read them all where the run is not <paramref name="IsExact"/>.</param>
/// <param name="WeightRow">Rows of 16 weights, of one element of the kernel, before this run's.</param>
/// <param name="IsExact">Whether each output reads every input of the range.</param>
/// <param name="Repeats">How often the run stands in the layer.</param>
/// <param name="PeriodBlocks">Blocks from one repetition to the next.</param>
/// <param name="PeriodInputs">Inputs from one repetition to the next; a multiple of 16 where there are several.</param>
/// <param name="PeriodRows">Rows of weights from one repetition to the next.</param>
internal sealed record GroupRun(
    int FirstBlock, int Blocks, int FirstInput, int Inputs, long WeightRow, bool IsExact, int Repeats, int PeriodBlocks, int PeriodInputs,
    long PeriodRows)
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>From one of its blocks of outputs to the next.</summary>
    public int BlockStep => Repeats > 1 ? PeriodBlocks : 1;

    /// <summary>The runs of a layer.</summary>
    /// <param name="groups">Groups.</param>
    /// <param name="outputs">Outputs of a group.</param>
    /// <param name="inputs">Inputs of a group.</param>
    public static IReadOnlyList<GroupRun> Of(int groups, int outputs, int inputs)
    {
        int period = 1;
        while ((long)period * outputs % Lanes != 0 || (long)period * inputs % Lanes != 0) period *= 2;
        int repeats = groups / period, rest = groups % period;
        var runs = new List<GroupRun>();
        long rows = 0;
        if (repeats > 0)
        {
            var repeated = Stretch(period, outputs, inputs, out rows);
            runs.AddRange(repeated.Select(run => run with
            {
                Repeats = repeats,
                PeriodBlocks = (int)((long)period * outputs / Lanes),
                PeriodInputs = period * inputs,
                PeriodRows = rows,
            }));
        }
        if (rest > 0)
        {
            int whole = repeats * period;
            runs.AddRange(Stretch(rest, outputs, inputs, out _).Select(run => run with
            {
                FirstBlock = run.FirstBlock + (int)((long)whole * outputs / Lanes),
                FirstInput = run.FirstInput + whole * inputs,
                WeightRow = run.WeightRow + repeats * rows,
            }));
        }
        return runs;
    }

    /// <summary>Rows of 16 weights, of one element of the kernel, in all.</summary>
    public static long Rows(IReadOnlyList<GroupRun> runs) => runs.Sum(run => (long)run.Repeats * run.Blocks * run.Inputs);

    // The runs of a few groups, the first of which begins with a block.
    private static List<GroupRun> Stretch(int groups, int outputs, int inputs, out long rows)
    {
        var runs = new List<GroupRun>();
        long all = (long)groups * outputs;
        rows = 0;
        for (long block = 0; block * Lanes < all;)
        {
            var (first, last) = ChannelBlocks.Groups(block, outputs, all);
            long blocks = 1;
            if (first == last)
            {
                // As far as the group fills blocks; the layer's last block need not be full.
                long end = (first + 1) * outputs;
                blocks = Math.Max(1, (end == all ? (end + Lanes - 1) / Lanes : end / Lanes) - block);
            }
            int range = (int)(last - first + 1) * inputs;
            runs.Add(new((int)block, (int)blocks, (int)first * inputs, range, rows, first == last, 1, 0, 0, 0));
            rows += blocks * range;
            block += blocks;
        }
        return runs;
    }
}
