using System.Globalization;
using System.Text;

namespace Lvs.Benchmarks.Reports;

/// <summary>The report as a table in Markdown, which reads as well in a terminal.</summary>
internal static class TextTable
{
    private static readonly string[] Heads = ["", "What", "Who", "Median", "Ratio", "Target", ""];

    public static string Write(Report report)
    {
        List<string[]> rows = [Heads];
        foreach (Figure figure in report.Figures)
        {
            rows.Add(
            [
                figure.Measure, figure.What, figure.Contestant, $"{Number(figure.Value)} {figure.Unit}",
                figure.Ratio is { } ratio ? $"{Number(ratio)} of {figure.To}" : "", figure.Target ?? "", Verdict(figure),
            ]);
        }

        int[] widths = [.. Heads.Select((_, column) => rows.Max(row => row[column].Length))];
        rows.Insert(1, [.. widths.Select(static width => new string('-', Math.Max(width, 3)))]);
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(Math.Max(widths[column], 3)))).Append(" |\n");
        }

        text.Append('\n').Append(report.Machine).Append('\n');
        foreach (string note in report.Figures.Select(static figure => figure.Note).OfType<string>().Distinct())
            text.Append("* ").Append(note).Append('\n');
        return text.ToString();
    }

    /// <summary>Three digits that count, thousands apart.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        string format = size >= 100 ? "N0" : size >= 10 ? "0.0" : size >= 1 ? "0.00" : "0.000";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Verdict(Figure figure) => figure.Met switch
    {
        true => "met",
        false => "NOT MET",
        null => "",
    };
}
