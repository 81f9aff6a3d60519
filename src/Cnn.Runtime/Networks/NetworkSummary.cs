using System.Globalization;
using System.Text;

namespace Cnn;

/// <summary>A network's layers as a table of text: what Keras's <c>summary()</c> prints.</summary>
internal static class NetworkSummary
{
    private static readonly string[] s_header = ["layer", "what it is", "output", "parameters", "multiply-adds"];

    public static string Of(NetworkInfo info)
    {
        List<string[]> rows = [s_header, ["input", "", info.Input.ToString(), "", ""]];
        foreach (LayerInfo layer in info.Layers)
        {
            string description = layer.Description + (layer.IsAuxiliary ? " (for training only)" : "");
            rows.Add([layer.Name, description, layer.Output.ToString(), Count(layer.ParameterCount), Count(layer.MultiplyAdds)]);
        }
        int[] widths = [.. Enumerable.Range(0, s_header.Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{info.Name}: {info.Input} to {info.Output}").Append('\n');
        foreach (string[] row in rows)
        {
            // Words begin at the left, numbers end at the right.
            var cells = row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        text.Append(CultureInfo.InvariantCulture, $"{info.ParameterCount:N0} trainable parameters, ");
        return text.Append(CultureInfo.InvariantCulture, $"{info.MultiplyAdds:N0} multiply-adds an instance").ToString();
    }

    private static string Count(long number) => number == 0 ? "" : number.ToString("N0", CultureInfo.InvariantCulture);
}
