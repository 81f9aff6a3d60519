using System.Globalization;
using Cnn;
using Spectre.Console;
using Zoo.Catalog;

namespace Zoo.Terminal;

/// <summary>The zoo as a table: a row a network, no wider than a terminal's 80 columns.</summary>
internal static class NetworkTable
{
    // As textbooks count it.
    private const double Megabyte = 1 << 20;

    /// <summary>Makes the table.</summary>
    public static Table Of(IEnumerable<ZooNetwork> networks)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("network").NoWrap());
        foreach (string header in (string[])["input", "output", "parameters", "multiply-\nadds, 10⁶", "infer,\nMB", "train,\nMB"])
            table.AddColumn(new TableColumn(header).RightAligned().NoWrap());
        foreach (ZooNetwork network in networks)
        {
            NetworkInfo info = network.Info;
            table.AddRow(
                Markup.Escape(info.Name),
                info.Input.ToString(),
                info.Output is { Height: 1, Width: 1 } vector ? Number(vector.Channels) : info.Output.ToString(),
                Number(info.ParameterCount),
                Number(info.MultiplyAdds / 1e6),
                Number(network.InferenceBytes / Megabyte),
                Number(network.TrainingBytes / Megabyte));
        }

        return table;
    }

    private static string Number(double value) => value.ToString(value < 10 && value % 1 > 0 ? "N1" : "N0", CultureInfo.InvariantCulture);
}
