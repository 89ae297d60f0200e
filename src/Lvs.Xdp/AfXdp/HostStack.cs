using System.Diagnostics.CodeAnalysis;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.AfXdp;

/// <summary>
/// Puts frames into the host's own stack as if they had just come in: a test run (BPF_PROG_TEST_RUN) of a program that passes
/// everything, on live frames, with the ingress interface in its context. About 29 µs a frame: for the few that only C#
/// can tell to be the host's.
/// </summary>
public sealed class HostStack : IDisposable
{
    /// <summary>The largest frame that fits the one page a live test run has, beside its head and tail room.</summary>
    public const int MaxFrame = 3300;

    private const int MinFrame = 14;
    private const uint Loopback = 1;

    // r0 = XDP_PASS; exit
    private static readonly ulong[] PassEverything = [((ulong)Bpf.XDP_PASS << 32) | 0xb7, 0x95];

    private readonly FileDescriptor _program = FileDescriptor.Take(Bpf.ProgLoad("lvs_pass", PassEverything), "bpf(BPF_PROG_LOAD)");

    private readonly byte[] _copy = new byte[MaxFrame];

    /// <summary>Frames put into the stack.</summary>
    public ulong Delivered { get; private set; }

    /// <summary>Frames that could not be: too large or too small, or the interface gone.</summary>
    public ulong Failed { get; private set; }

    /// <summary>Delivers one frame.</summary>
    /// <param name="frame">From the Ethernet header on, 14 to <see cref="MaxFrame"/> bytes.</param>
    /// <param name="ingressInterface">Where it is to have come in, in the calling thread's network namespace. On an interface whose
    /// XDP program runs in generic mode the frame would meet that program again: use <see cref="DeliverByLoopback"/> there.</param>
    /// <returns>False when it could not be delivered; it is counted.</returns>
    [SuppressMessage("Design", "CA1062", Justification = "A span is never null.")]
    public bool Deliver(ReadOnlySpan<byte> frame, uint ingressInterface)
    {
        var context = new Bpf.XdpMd { DataEnd = (uint)frame.Length, IngressIfindex = ingressInterface };
        if (frame.Length is >= MinFrame and <= MaxFrame
            && Bpf.ProgTestRun(_program.Value, frame, default, context, Bpf.BPF_F_TEST_XDP_LIVE_FRAMES, 1, out _) == 0)
        {
            Delivered++;
            return true;
        }

        Failed++;
        return false;
    }

    /// <summary>Delivers one frame as if it had come in on the loopback interface. The kernel's reverse-path filter, when strict
    /// (net.ipv4.conf.lo.rp_filter and conf.all.rp_filter 1), refuses that.</summary>
    /// <param name="frame">As in <see cref="Deliver"/>.</param>
    /// <returns>False when it could not be delivered; it is counted.</returns>
    public bool DeliverByLoopback(ReadOnlySpan<byte> frame)
    {
        if (frame.Length is < MinFrame or > MaxFrame)
            return Deliver(frame, Loopback);

        // Loopback has the address 00:00:00:00:00:00; what is for another address is not the host's.
        frame.CopyTo(_copy);
        _copy.AsSpan(0, 6).Clear();
        return Deliver(_copy.AsSpan(0, frame.Length), Loopback);
    }

    /// <inheritdoc/>
    public void Dispose() => _program.Dispose();
}
