namespace Lvs.Xdp;

/// <summary>The maps of lvs_abi.h, by the names they have in the program and in the pin directory.</summary>
internal static class MapNames
{
    internal const string Connections = "connections";
    internal const string Index = "index";
    internal const string Servers = "servers";
    internal const string Counters = "counters";
    internal const string Ledgers = "ledgers";
    internal const string Services = "services";
    internal const string Addresses = "addresses";
    internal const string Marks4 = "marks4";
    internal const string Marks6 = "marks6";
    internal const string Links = "links";
    internal const string Xsks = "xsks";
    internal const string Profiles = "profiles";
    internal const string Settings = "settings";
    internal const string Events = "events";
    internal const string Reasons = "reasons";

    /// <summary>All of them. Settings comes last: its pin says that the others are complete.</summary>
    internal static readonly string[] All =
    [
        Connections, Index, Servers, Counters, Ledgers, Services, Addresses, Marks4, Marks6, Links, Xsks, Profiles, Events, Reasons,
        Settings,
    ];
}
