namespace Lvs.Engine.Packets;

/// <summary>How much a <see cref="FragmentReassembler"/> may keep. All of it is allocated at once.</summary>
public sealed record FragmentReassemblerOptions
{
    /// <summary>The most datagrams in pieces at a time; at least 1.</summary>
    public int MaxDatagrams { get; init; } = 1024;

    /// <summary>The most payload kept, in bytes, in steps of 2048; at least 65536. The default is that of Linux
    /// (ipfrag_high_thresh).</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long an IPv4 datagram may take, in seconds (ipfrag_time).</summary>
    public double TimeoutV4 { get; init; } = 30;

    /// <summary>How long an IPv6 datagram may take, in seconds (RFC 8200 section 4.5).</summary>
    public double TimeoutV6 { get; init; } = 60;
}
