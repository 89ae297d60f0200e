namespace Lvs.Engine.Packets;

/// <summary>Questions about a <see cref="ParseStatus"/>.</summary>
public static class ParseStatusExtensions
{
    /// <summary>True when the frame contradicts itself and must not be forwarded or delivered.</summary>
    public static bool IsMalformed(this ParseStatus status) => status >= ParseStatus.TruncatedEthernet;
}
