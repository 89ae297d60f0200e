using System.Globalization;

namespace Lvs.Client.Formats.Keepalived;

/// <summary>A real_server block.</summary>
internal static class KeepalivedRealServer
{
    public static LvsRealServer Read(
        string file, List<RuleFileWarning> warnings, KeepalivedStatement block, KeepalivedForwarding inherited)
    {
        KeepalivedForwarding forwarding = inherited.Copy();
        string[] words = block.Words;
        LvsRealServer server = new()
        {
            Address = KeepalivedValues.Address(file, block, words.Length > 1 ? words[1] : ""),
            Port = words.Length > 2 ? (int)Number(file, block, words[2], 65535, "port") : null,
        };
        foreach (KeepalivedStatement statement in block.Block ?? [])
        {
            switch (statement.Keyword)
            {
                case "weight":
                    server.Weight =
                        (int)Number(file, statement, KeepalivedValues.Required(file, statement), int.MaxValue, "weight");
                    break;
                case "lvs_method" or "lb_kind":
                    forwarding.Set(file, statement);
                    break;
                case "uthreshold":
                    server.UpperThreshold =
                        Number(file, statement, KeepalivedValues.Required(file, statement), uint.MaxValue, "upper threshold");
                    break;
                case "lthreshold":
                    server.LowerThreshold =
                        Number(file, statement, KeepalivedValues.Required(file, statement), uint.MaxValue, "lower threshold");
                    break;
                case "inhibit_on_failure":
                    warnings.Add(new RuleFileWarning(statement.Line, $"'{statement.Text}' is left out: it needs health checks."));
                    break;
                default:
                    KeepalivedValues.RequireKnown(file, statement, KeepalivedValues.BesidesRealServers);
                    break;
            }
        }

        forwarding.Apply(server);
        return server;
    }

    private static long Number(string file, KeepalivedStatement where, string text, long maximum, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= maximum
            ? number
            : throw KeepalivedValues.Refuse(file, where, text, what, $"Write a number from 0 to {maximum}.");
}
