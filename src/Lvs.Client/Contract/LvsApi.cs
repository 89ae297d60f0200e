namespace Lvs.Client;

/// <summary>What both sides of the API must agree on.</summary>
public static class LvsApi
{
    /// <summary>The version, which is also the first segment of every path: /v1.</summary>
    public const int Version = 1;

    /// <summary>The header of every answer that says the version.</summary>
    public const string VersionHeader = "Lvs-Api-Version";

    /// <summary>Where lvsd listens unless told otherwise.</summary>
    public const string DefaultSocket = "/run/lvs/lvsd.sock";

    /// <summary>The environment variable that tells clients otherwise.</summary>
    public const string SocketVariable = "LVS_SOCKET";

    /// <summary>The media type of one JSON object a line.</summary>
    public const string NdjsonMediaType = "application/x-ndjson";
}
