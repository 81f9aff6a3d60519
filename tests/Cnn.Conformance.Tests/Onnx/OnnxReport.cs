using System.Text;
using Cnn.TestSupport;

namespace Cnn.Conformance.Tests;

/// <summary>The page that lists each of ONNX's cases, <c>docs/conformance.md</c>.</summary>
public static class OnnxReport
{
    private const string Pass = "pass";

    private static string Page => Path.Combine(Repository.Root, "docs", "conformance.md");

    /// <summary>The cases that the page says pass.</summary>
    public static IEnumerable<string> Passing => File.ReadLines(Page)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells is ["", _, _, Pass, ""])
        .Select(cells => cells[1].Trim('`'));

    /// <summary>
    /// Compares the page with what it should say; where that is something else, writes it to <c>docs/conformance.received.md</c>, which
    /// becomes the page by being renamed.
    /// </summary>
    public static void Verify(IReadOnlyCollection<OnnxCase> cases)
    {
        string received = Path.ChangeExtension(Page, ".received.md"), expected = Write(cases);
        File.Delete(received);
        if (File.Exists(Page) && File.ReadAllText(Page) == expected) return;
        File.WriteAllText(received, expected);
        Assert.Fail($"{Page} is not what the cases give. Look at {received}, and rename it if it is right.");
    }

    private static string Write(IReadOnlyCollection<OnnxCase> cases)
    {
        var rows = cases.Select(one => (one.Name, one.Node.Operator, OnnxTranslator.Translate(one).Reason)).ToArray();
        int passing = rows.Count(row => row.Reason.Length == 0);
        var text = new StringBuilder(
            $"""
            # Conformance with ONNX

            ONNX's own tests of its operators (onnx/onnx at 6be0677fc22e, `onnx/backend/test/data/node`, Apache-2.0) are a node each, with
            its inputs and outputs. {cases.Count} of them, those of what convolutional networks are made of, are run through generated code:
            the node is written in this project's language, compiled, given the case's inputs and weights, and its outputs are compared, to
            1e-5 of a value or of 1 (1e-4 where ONNX writes four digits). {passing} pass; {cases.Count - passing} ask for what the language
            does not have.

            What an axis is, ONNX's tensors do not say. A tensor of four axes is instances, channels, rows, columns, one of three channels,
            rows, columns, one of two instances and channels; softmax and concatenation take the axis that they are about for the channels,
            and what a case flattens is rows, columns, channels. Weights are transposed and scaled, and SAME_LOWER becomes explicit padding,
            as an importer would do. Of several outputs the first is compared: masks, indices and log-probabilities are no outputs of a
            network.

            This page is written by the test that reads the cases, which fails where it says something else.

            | case | operator | |
            |---|---|---|

            """);
        foreach (var (name, type, reason) in rows) text.Append($"| `{name}` | {type} | {(reason.Length == 0 ? Pass : reason)} |\n");
        return text.ToString();
    }
}
