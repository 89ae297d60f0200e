namespace Lvs.Engine.Rules;

/// <summary>The encapsulation of a tunnelled real server.</summary>
/// <param name="Type">IPIP, GUE or GRE.</param>
/// <param name="Port">The UDP destination port of GUE, in host order; 0 for the others.</param>
/// <param name="Checksum">The tunnel's own checksum; none for IPIP.</param>
public readonly record struct TunnelOptions(TunnelType Type, ushort Port, TunnelChecksum Checksum);
