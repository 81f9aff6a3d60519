using System.Globalization;
using Cnn;
using Spectre.Console;

namespace LeNetExample.Terminal;

/// <summary>The network as a table: a row a layer, and the totals.</summary>
internal static class NetworkTable
{
    /// <summary>Makes the table of a generated network.</summary>
    public static Table Of(NetworkInfo network, TableBorder border)
    {
        Table table = new Table().Border(border).BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("layer").Footer(network.Name));
        table.AddColumn(new TableColumn("what it does"));
        table.AddColumn(new TableColumn("output").RightAligned());
        table.AddColumn(new TableColumn("parameters").RightAligned().Footer(Number(network.ParameterCount)));
        table.AddColumn(new TableColumn("multiply-adds").RightAligned().Footer(Number(network.MultiplyAdds)));
        foreach (LayerInfo layer in network.Layers)
        {
            table.AddRow(
                Markup.Escape(layer.Name),
                Markup.Escape(layer.Description),
                layer.Output.ToString(),
                Number(layer.ParameterCount),
                Number(layer.MultiplyAdds));
        }

        return table;
    }

    private static string Number(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);
}
