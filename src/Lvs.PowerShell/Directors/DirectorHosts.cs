using LvsPS.Hosts;

namespace LvsPS;

/// <summary>From a director to the host it runs on.</summary>
internal static class DirectorHosts
{
    /// <summary>The director's host.</summary>
    /// <param name="director">What <c>-Director</c> says, resolved.</param>
    public static HostShell Of(string director) => DirectorConnections.TunnelTo(director) is { } tunnel
        ? HostShell.Over(SshDirector.Parse(director).Host, tunnel.CommandLine)
        : HostShell.Local;

    /// <summary>The director's host with the network as lvsd sees it.</summary>
    /// <param name="director">What <c>-Director</c> says, resolved.</param>
    /// <param name="processId">lvsd's process id there.</param>
    public static IHost NetworkOf(string director, int processId) => Of(director).NetworkOf(processId);
}
