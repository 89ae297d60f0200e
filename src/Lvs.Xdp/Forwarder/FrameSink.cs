using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Engine.Forwarding;
using Lvs.Xdp.AfXdp;

namespace Lvs.Xdp;

/// <summary>
/// What the director sends: out of an AF_XDP socket of the egress interface, from the very chunk the frame came in when it lies
/// there, else by copy; through AF_PACKET where the interface has no socket or its ring is full; or into the host's stack.
/// A frame that was transmitted from its chunk must not be changed any more. One thread uses it.
/// </summary>
internal sealed class FrameSink : IFrameSink, IDisposable
{
    private readonly XskPorts _ports;
    private readonly FramePool _pool;
    private readonly HeldFrames _held;
    private readonly PacketTransmitter _packets = new();
    private readonly HostStack _stack = new();
    private readonly HashSet<uint> _generic = [];
    private int _chunk = -1;
    private uint _queue;

    internal FrameSink(XskPorts ports, HeldFrames held)
    {
        _ports = ports;
        _pool = ports.Pool;
        _held = held;
    }

    /// <summary>Frames put into the host's stack, and not.</summary>
    internal HostStack Stack => _stack;

    /// <summary>Frames sent by AF_PACKET, and not.</summary>
    internal PacketTransmitter Packets => _packets;

    /// <summary>The time, for frames that are held; set once a round.</summary>
    internal long Now { get; set; }

    /// <summary>Whether an interface's program runs in generic mode.</summary>
    internal void SetGeneric(uint interfaceIndex, bool generic)
    {
        if (generic)
            _generic.Add(interfaceIndex);
        else
            _generic.Remove(interfaceIndex);
    }

    /// <summary>Names the chunk that is worked on, so that its frame can leave without being copied.</summary>
    internal void Begin(int chunk, uint queue)
    {
        _chunk = chunk;
        _queue = queue;
    }

    /// <summary>Says that work on the chunk is over.</summary>
    /// <returns>True when the chunk was handed on, and is no longer the caller's.</returns>
    internal bool End()
    {
        bool handed = _chunk < 0;
        _chunk = -1;
        return handed;
    }

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> frame, uint interfaceIndex)
    {
        if (frame.IsEmpty)
            return;
        ReadOnlySpan<XskPort> ports = _ports.Of(interfaceIndex);
        if (ports.IsEmpty || frame.Length > _pool.ChunkSize || !TryTransmit(ports[(int)(_queue % (uint)ports.Length)], frame))
            _packets.Transmit(frame, interfaceIndex);
    }

    /// <inheritdoc/>
    public void Deliver(ReadOnlySpan<byte> frame, uint ingressInterface)
    {
        // In generic mode the program runs again on what is delivered there, and would send it up here for ever.
        if (_generic.Contains(ingressInterface))
            _stack.DeliverByLoopback(frame);
        else
            _stack.Deliver(frame, ingressInterface);
    }

    /// <inheritdoc/>
    public void Hold(ReadOnlySpan<byte> frame, uint ingressInterface, InetAddress destination) =>
        _held.Hold(frame, ingressInterface, destination, Now);

    /// <summary>Sends everything that is in the rings and batches.</summary>
    internal void Flush()
    {
        foreach (XskPort port in CollectionsMarshal.AsSpan(_ports.List))
            port.Flush();
        _packets.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packets.Dispose();
        _stack.Dispose();
    }

    private bool TryTransmit(XskPort port, ReadOnlySpan<byte> frame)
    {
        if (_chunk >= 0
            && _pool.TryLocate(in MemoryMarshal.GetReference(frame), out int chunk, out int offset)
            && chunk == _chunk
            && offset + frame.Length <= _pool.ChunkSize)
        {
            if (!port.TryTransmit(new XskFrame(chunk, offset, frame.Length)))
                return false;
            _chunk = -1;
            return true;
        }

        if (!_pool.TryRent(out int copy))
            return false;
        frame.CopyTo(_pool.Bytes(copy));
        if (port.TryTransmit(new XskFrame(copy, 0, frame.Length)))
            return true;
        _pool.Return(copy);
        return false;
    }
}
