using System.Globalization;
using System.Security;
using System.Text;

namespace Lvs.Benchmarks.Reports;

/// <summary>A report's groups of figures as bars, drawn as SVG without any library; it reads on white and on black.</summary>
internal static class Chart
{
    private const int Width = 860;
    private const int LabelWidth = 250;
    private const int BarWidth = 430;
    private const int RowHeight = 20;
    private const int HeadHeight = 34;

    /// <summary>Draws those figures of which a group has several.</summary>
    public static string Draw(Report report)
    {
        StringBuilder body = new();
        int y = 10;
        var groups = report.Figures
            .GroupBy(static figure => (figure.Measure, figure.What, figure.Unit))
            .Where(static group => group.Count() > 1 && group.Key.Unit.EndsWith("/s", StringComparison.Ordinal));
        foreach (var group in groups)
        {
            y += HeadHeight;
            Text(body, 10, y - 10, "head", $"{group.Key.Measure}  {group.Key.What}, {group.Key.Unit}");
            double most = group.Max(static figure => figure.Value);
            foreach (Figure figure in group)
            {
                bool own = figure.Contestant.StartsWith("LvsPS", StringComparison.Ordinal);
                double width = most > 0 ? figure.Value / most * BarWidth : 0;
                Text(body, LabelWidth - 8, y + 14, "label", figure.Contestant);
                body.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{width:F1}\" height=\"{RowHeight - 5}\" rx=\"2\" "
                    + $"class=\"{(own ? "own" : "peer")}\"/>\n");
                Text(body, LabelWidth + (int)width + 6, y + 14, "value", TextTable.Number(figure.Value));
                y += RowHeight;
            }
        }

        Text(body, 10, y + 30, "foot", report.Machine.ToString());
        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{Width}}" height="{{y + 44}}"
            viewBox="0 0 {{Width}} {{y + 44}}" font-family="system-ui, sans-serif">
            <style>
            text { fill: #3c4650 } .head { font-size: 14px; font-weight: 600 } .label { font-size: 12px; text-anchor: end }
            .value { font-size: 12px } .foot { font-size: 11px } .own { fill: #2f7ed8 } .peer { fill: #a9b4bf }
            @media (prefers-color-scheme: dark) { text { fill: #d5dce3 } .peer { fill: #66727d } }
            </style>
            {{body}}</svg>

            """;
    }

    private static void Text(StringBuilder body, int x, int y, string style, string text) =>
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" class=\"{style}\">{SecurityElement.Escape(text)}</text>\n");
}
