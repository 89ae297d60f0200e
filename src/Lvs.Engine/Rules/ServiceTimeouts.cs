namespace Lvs.Engine.Rules;

/// <summary>The three timeouts of <c>ipvsadm --set</c>, in seconds; 0 leaves one as it is.</summary>
/// <param name="Tcp">TCP ESTABLISHED.</param>
/// <param name="TcpFin">TCP FIN_WAIT.</param>
/// <param name="Udp">UDP.</param>
public sealed record ServiceTimeouts(uint Tcp, uint TcpFin, uint Udp);
