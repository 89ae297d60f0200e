using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lvs.Benchmarks.Reports;

/// <summary>The report for programs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Write(Report report) =>
        JsonSerializer.Serialize(new ReportDocument(report.Machine, report.Figures), Default.ReportDocument);
}
