using System.Globalization;

namespace Cnn;

/// <summary>
/// A training pass as text, read: its tensors, and what each step reads and writes. Whoever leaves steps out, or looks at what one of them
/// has written, asks it; a session that does neither never reads it.
/// </summary>
/// <remarks>
/// A line for each tensor: where it begins in a slot, <c>rows x columns x channels</c> with the halo (<c>1+28+1</c>), its layout, the
/// tensor that it is a slice of (<c>in 3</c>), and its name behind a colon. Then a line <c>phase</c> for each phase, and behind it a line
/// for each of its steps: the layer, <c>loss</c> or <c>norm ε</c> where the step is one, the units of work (<c>*4</c>), and what it reads
/// (<c>&lt;</c>), writes (<c>&gt;</c>) or both (<c>=</c>): a tensor by its number (<c>3</c>), a stretch of the shared part (<c>48+112</c>),
/// a parameter's gradient (<c>g2</c>) or, for batch norms, a parameter (<c>p2</c>).
/// </remarks>
internal sealed class PassMap
{
    private PassMap(MapTensor[] tensors, MapStep[] steps) => (Tensors, Steps) = (tensors, steps);

    /// <summary>The tensors of a slot.</summary>
    public IReadOnlyList<MapTensor> Tensors { get; }

    /// <summary>The steps, numbered as generated code asks for them.</summary>
    public IReadOnlyList<MapStep> Steps { get; }

    /// <summary>Reads the map of a network's training pass.</summary>
    /// <param name="info">The network.</param>
    /// <param name="purpose">What the map is needed for, as a sentence begins: <c>Freezing parameters</c>.</param>
    /// <exception cref="InvalidOperationException">The network's code has none.</exception>
    public static PassMap Of(NetworkInfo info, string purpose)
    {
        string text = info.Training.Map ?? throw new InvalidOperationException(
            $"{purpose} needs the map of the training pass, and the code of {info.Name} has none: build it again with this version of "
            + "CnnGen.");
        List<MapTensor> tensors = [];
        List<MapStep> steps = [];
        int phase = -1;
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "phase")
                phase++;
            else if (phase < 0)
                tensors.Add(Tensor(line));
            else
                steps.Add(Step(line, phase));
        }
        return new([.. tensors], [.. steps]);
    }

    private static MapTensor Tensor(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string[] words = line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] sizes = words[1].Split('x');
        (int before, int size, int after) rows = Padded(sizes[0]), columns = Padded(sizes[1]);
        return new MapTensor(
            line[(colon + 1)..].Trim(), Number(words[0]), words[2], rows.size, columns.size, Number(sizes[2]), rows.before, rows.after,
            columns.before, columns.after, words.Length > 3 ? Number(words[4]) : -1);
    }

    private static (int Before, int Size, int After) Padded(string text)
    {
        string[] parts = text.Split('+');
        return parts.Length == 1 ? (0, Number(text), 0) : (Number(parts[0]), Number(parts[1]), Number(parts[2]));
    }

    private static MapStep Step(string line, int phase)
    {
        string[] words = line.Split(' ');
        int units = 0;
        bool isLoss = false;
        float? epsilon = null;
        List<MapOperand> operands = [];
        for (int i = 1; i < words.Length; i++)
        {
            switch (words[i][0])
            {
                case '*':
                    units = Number(words[i][1..]);
                    break;
                case 'l':
                    isLoss = true;
                    break;
                case 'n':
                    epsilon = float.Parse(words[++i], CultureInfo.InvariantCulture);
                    break;
                default:
                    operands.Add(Operand(words[i]));
                    break;
            }
        }
        return new MapStep(phase, Number(words[0]), units, isLoss, epsilon, [.. operands]);
    }

    private static MapOperand Operand(string word)
    {
        bool isRead = word[0] is '<' or '=', isWritten = word[0] is '>' or '=';
        string text = word[1..];
        int plus = text.IndexOf('+', StringComparison.Ordinal);
        if (plus >= 0)
            return new(MapPlace.Shared, Number(text[..plus]), Number(text[(plus + 1)..]), isRead, isWritten);
        return text[0] switch
        {
            'g' => new(MapPlace.Gradient, Number(text[1..]), 0, isRead, isWritten),
            'p' => new(MapPlace.Parameter, Number(text[1..]), 0, isRead, isWritten),
            _ => new(MapPlace.Slot, Number(text), 0, isRead, isWritten),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A tensor of an instance's slot.</summary>
/// <param name="Name">For people: <c>conv1</c>, <c>d conv1</c>.</param>
/// <param name="Offset">Where it begins in the slot, in floats.</param>
/// <param name="Layout"><c>blocked</c> by 16 channels, <c>planar</c>, or <c>pixels</c>: the channels of each pixel side by side.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Top">Rows of zeros before.</param>
/// <param name="Bottom">Rows of zeros after.</param>
/// <param name="Left">Columns of zeros before.</param>
/// <param name="Right">Columns of zeros after.</param>
/// <param name="Parent">The number of the tensor that it is a slice of; -1 for none.</param>
internal sealed record MapTensor(
    string Name, int Offset, string Layout, int Height, int Width, int Channels, int Top, int Bottom, int Left, int Right, int Parent)
{
    /// <summary>Where a value lies, in floats from the tensor's beginning.</summary>
    public int IndexOf(int row, int column, int channel)
    {
        const int Lanes = ChannelBlocks.Lanes;
        int width = Left + Width + Right, plane = (Top + Height + Bottom) * width, pixel = ((Top + row) * width) + Left + column;
        return Layout switch
        {
            "blocked" => (((channel / Lanes * plane) + pixel) * Lanes) + (channel % Lanes),
            "planar" => (channel * plane) + pixel,
            _ => (pixel * Channels) + channel,
        };
    }
}

/// <summary>Where what a step reads or writes lies.</summary>
internal enum MapPlace
{
    /// <summary>In each instance's slot; the index is a tensor's number.</summary>
    Slot,

    /// <summary>In the part of the arena that all instances share; the index is an offset in floats.</summary>
    Shared,

    /// <summary>Among the gradients; the index is a parameter's.</summary>
    Gradient,

    /// <summary>Among the parameters; the index is a parameter's. Only batch norms say so.</summary>
    Parameter,
}

/// <summary>What a step reads or writes.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Index">Which it is there.</param>
/// <param name="Floats">How long a stretch of the shared part is; else 0.</param>
/// <param name="IsRead">Whether it is read.</param>
/// <param name="IsWritten">Whether it is written.</param>
internal readonly record struct MapOperand(MapPlace Place, int Index, int Floats, bool IsRead, bool IsWritten);

/// <summary>A step of the pass.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Layer">Its layer's position in the network.</param>
/// <param name="Units">Units of work; 0 where it runs by instances.</param>
/// <param name="IsLoss">Whether it computes a loss.</param>
/// <param name="Epsilon">Where it takes a batch norm's statistics, what is added to the variance; else null.</param>
/// <param name="Operands">What it reads and writes.</param>
internal sealed record MapStep(int Phase, int Layer, int Units, bool IsLoss, float? Epsilon, MapOperand[] Operands);
