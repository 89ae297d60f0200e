namespace LvsPS.Hosts;

/// <summary>An interface of a host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mtu">The largest IP packet it takes, in bytes.</param>
/// <param name="IsUp">Whether it was set up.</param>
/// <param name="XdpProgram">The name of the XDP program on it; null for none.</param>
internal sealed record HostLink(string Name, int Mtu, bool IsUp, string? XdpProgram);
