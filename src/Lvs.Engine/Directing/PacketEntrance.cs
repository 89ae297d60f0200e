using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Directing;

/// <summary>Where frames come in: reads them, puts fragments together, and finds out who is to deal with them.</summary>
internal sealed class PacketEntrance(
    IFrameSink sink, RuleBook rules, ConnectionStore connections, FirstPackets firstPackets, PacketForwarder forwarder,
    IcmpRelay icmp, FrameOutput output, ReasonCounters reasons)
{
    /// <summary>Beside a whole datagram: an Ethernet header with tags, and what a tunnel puts in front.</summary>
    private const int MostHeaders = 1024;

    private readonly FragmentReassembler _reassembler = new();
    private readonly byte[] _datagram = new byte[ushort.MaxValue + MostHeaders];

    /// <summary>Decides on one frame.</summary>
    public void Process(ref PacketBuffer buffer, in Arrival arrival)
    {
        ParseStatus status = Packet.TryParse(buffer.Frame, out PacketHeaders headers);
        if (status == ParseStatus.NotIp)
            sink.Deliver(buffer.Frame, arrival.Interface);
        else if (status != ParseStatus.Ok || (headers.Family == InetFamily.V4 && !Checksum.IsValidHeader(buffer.Frame, headers)))
            reasons.Count(DirectorReason.DropMalformedFrame);
        else if (headers.IsFragment || headers.FragmentHeaderOffset != 0)
            ProcessFragment(buffer.Frame, headers, arrival);
        else
            Decide(ref buffer, ref headers, arrival);
    }

    /// <summary>Forgets datagrams whose fragments do not come.</summary>
    public void ExpireFragments(uint now) => _reassembler.Expire(now);

    private void ProcessFragment(ReadOnlySpan<byte> frame, in PacketHeaders headers, in Arrival arrival)
    {
        FragmentStatus status = _reassembler.Add(frame, headers, arrival.Now, out PacketBuffer whole, out int largest);
        if (status is FragmentStatus.Refused or FragmentStatus.Discarded)
            reasons.Count(DirectorReason.DropFragment);
        if (status != FragmentStatus.Complete)
            return;
        if (PacketBuffer.TryCopy(whole.Frame, _datagram, PacketBuffer.DefaultHeadroom, out PacketBuffer buffer)
            && Packet.TryParse(buffer.Frame, out PacketHeaders parsed) == ParseStatus.Ok)
            Decide(ref buffer, ref parsed, arrival with { LargestFragment = largest });
        else
            reasons.Count(DirectorReason.DropMalformedFrame);
    }

    private void Decide(ref PacketBuffer buffer, ref PacketHeaders headers, in Arrival arrival)
    {
        if (headers.IsIcmpError && icmp.TryHandle(ref buffer, ref headers, arrival))
            return;
        if (!headers.HasPorts)
        {
            output.Deliver(buffer.Frame, headers, arrival);
            return;
        }

        int slot = connections.Find(headers, out bool reply);
        if (reply)
            forwarder.FromServer(ref buffer, ref headers, slot, arrival);
        else if (slot == 0 || firstPackets.IsOver(connections[slot], headers))
            firstPackets.Schedule(ref buffer, ref headers, slot, arrival);
        else if (rules.FindServer((int)connections[slot].ServerId) is { IsAvailable: true })
            forwarder.ToServer(ref buffer, ref headers, slot, arrival);
        else
            reasons.Count(DirectorReason.DropServerGone);
    }
}
