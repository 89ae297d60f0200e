using System.Net;

namespace Lvs.Client.Formats.Keepalived;

/// <summary>Single values and keywords of a keepalived.conf, checked.</summary>
internal static class KeepalivedValues
{
    private const string Checks =
        "TCP_CHECK HTTP_GET SSL_GET SMTP_CHECK DNS_CHECK MISC_CHECK BFD_CHECK UDP_CHECK PING_CHECK FILE_CHECK";

    private const string Timers = "delay_loop delay_before_retry retry warmup alpha smtp_alert virtualhost ";

    /// <summary>What a virtual_server may say without a part in the rules: health checks, notifications, quorum.</summary>
    public static readonly HashSet<string> BesidesRules = [.. (Timers
        + "ha_suspend omega quorum quorum_up quorum_down hysteresis "
        + "inhibit_on_failure sorry_server_inhibit sorry_server_lvs_method snmp_name weight").Split(' ')];

    /// <summary>What a real_server may say besides.</summary>
    public static readonly HashSet<string> BesidesRealServers =
        [.. (Timers + "notify_up notify_down snmp_name " + Checks).Split(' ')];

    /// <summary>True for the name of a health check.</summary>
    public static bool IsCheck(string keyword) => Checks.Split(' ').Contains(keyword);

    /// <summary>Passes over a statement that is known to have no part in the rules.</summary>
    /// <exception cref="RuleFileException">It is not known.</exception>
    public static void RequireKnown(string file, KeepalivedStatement statement, HashSet<string> known)
    {
        if (!known.Contains(statement.Keyword))
        {
            throw new RuleFileException(file, statement.Line, statement.Keyword, $"'{statement.Keyword}' is not known here.",
                "See to its spelling, or remove the line; keepalived.conf(5) describes the keywords.");
        }
    }

    public static string Required(string file, KeepalivedStatement statement) => statement.Words.Length > 1
        ? statement.Words[1]
        : throw new RuleFileException(
            file, statement.Line, statement.Keyword, $"'{statement.Keyword}' lacks its value.", "Write the value behind it.");

    public static string Address(string file, KeepalivedStatement statement, string text) =>
        LvsNames.IsAddress(text)
            ? IPAddress.Parse(text).ToString()
            : throw new RuleFileException(
                file, statement.Line, text, $"'{text}' is no IP address.",
                "Write an IPv4 or IPv6 address and the port behind it.");

    public static RuleFileException Refuse(
        string file, KeepalivedStatement statement, string value, string what, string remedy) =>
        new(file, statement.Line, value, $"'{value}' is no {what}.", remedy);
}
