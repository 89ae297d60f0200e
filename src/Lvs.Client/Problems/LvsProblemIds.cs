namespace Lvs.Client;

/// <summary>The stable ids of problems: those of the client itself, and the prefix of all. The director's are in its OpenAPI
/// description.</summary>
public static class LvsProblemIds
{
    /// <summary>What a problem document's type begins with.</summary>
    public const string Prefix = "urn:lvsps:";

    /// <summary>No lvsd listens at the socket.</summary>
    public const string DirectorNotRunning = "director-not-running";

    /// <summary>The socket's permissions or lvsd's own rights forbid it.</summary>
    public const string PermissionDenied = "permission-denied";

    /// <summary>lvsd speaks another version of the API, or something else answers there.</summary>
    public const string VersionMismatch = "version-mismatch";

    /// <summary>The conversation broke off.</summary>
    public const string ConnectionLost = "connection-lost";

    /// <summary>No such service.</summary>
    public const string ServiceNotFound = "service-not-found";

    /// <summary>The service exists already.</summary>
    public const string ServiceExists = "service-exists";

    /// <summary>No such real server in the service.</summary>
    public const string ServerNotFound = "server-not-found";

    /// <summary>The real server exists already in the service.</summary>
    public const string ServerExists = "server-exists";
}
