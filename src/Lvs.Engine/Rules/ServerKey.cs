using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>What identifies a real server within its service.</summary>
/// <param name="Address">The real server's address, which may be of the other family when tunnelled.</param>
/// <param name="Port">Host order.</param>
public readonly record struct ServerKey(InetAddress Address, ushort Port)
{
    /// <summary><c>192.0.2.1:80</c> or <c>[2001:db8::1]:80</c>.</summary>
    public override string ToString() => Address.IsV6 ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
