using System.Buffers.Binary;
using System.Net;

namespace Lvs.Tests;

/// <summary>Puts a frame together layer by layer; see <see cref="Frame"/>.</summary>
public sealed class FrameBuilder
{
    private readonly byte[] _source;
    private readonly byte[] _destination;
    private readonly List<byte[]> _tags = [];
    private readonly List<(byte Number, byte[] Bytes)> _extensions = [];
    private byte[] _from = [];
    private byte[] _to = [];
    private byte[] _options = [];
    private byte[] _transport = [];
    private byte[] _payload = [];
    private byte _protocol = 59;
    private byte _ttl = 64;
    private byte _trafficClass;
    private uint _flowLabel;
    private ushort _id = 1;
    private ushort _fragment = 0x4000;
    private int _padding;
    private bool _checksum = true;
    private ushort? _totalLength;

    internal FrameBuilder(byte[] source, byte[] destination)
    {
        _source = source;
        _destination = destination;
    }

    private bool IsV4 => _from.Length == 4;

    /// <summary>Adds a VLAN tag; the first added is the outer one.</summary>
    public FrameBuilder Vlan(ushort control, ushort etherType = 0x8100)
    {
        _tags.Add([(byte)(etherType >> 8), (byte)etherType, (byte)(control >> 8), (byte)control]);
        return this;
    }

    /// <summary>An IPv4 or IPv6 header, as the addresses say.</summary>
    public FrameBuilder Ip(string source, string destination)
    {
        _from = IPAddress.Parse(source).GetAddressBytes();
        _to = IPAddress.Parse(destination).GetAddressBytes();
        if (_from.Length != _to.Length)
            throw new ArgumentException($"{source} and {destination} are of two families.");
        return this;
    }

    public FrameBuilder IPv4(string source, string destination) => Ip(source, destination);

    public FrameBuilder IPv6(string source, string destination) => Ip(source, destination);

    public FrameBuilder Ttl(byte ttl) => With(() => _ttl = ttl);

    /// <summary>TOS or traffic class.</summary>
    public FrameBuilder Tos(byte tos) => With(() => _trafficClass = tos);

    public FrameBuilder FlowLabel(uint label) => With(() => _flowLabel = label);

    public FrameBuilder Id(ushort id) => With(() => _id = id);

    /// <summary>Clears IPv4's don't-fragment bit, which is set otherwise.</summary>
    public FrameBuilder MayFragment() => With(() => _fragment = 0);

    /// <summary>Makes it a fragment: IPv4's fields, or an IPv6 fragment header.</summary>
    public FrameBuilder Fragment(int offset, bool more, uint id = 0x1234, bool dontFragment = false)
    {
        if (IsV4)
        {
            _id = (ushort)id;
            _fragment = (ushort)((offset / 8) | (more ? 0x2000 : 0) | (dontFragment ? 0x4000 : 0));
            return this;
        }

        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(offset | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), id);
        return Extension(44, header);
    }

    /// <summary>IPv4 options; a multiple of four bytes.</summary>
    public FrameBuilder Options(params byte[] options) => With(() => _options = options);

    /// <summary>An IPv6 extension header of <paramref name="bytes"/>, whose first two (next header, length) are filled in.</summary>
    public FrameBuilder Extension(byte number, byte[] bytes)
    {
        byte[] copy = [.. bytes];
        if (number != 44)
            copy[1] = (byte)((copy.Length / 8) - 1);
        _extensions.Add((number, copy));
        return this;
    }

    /// <summary>TCP; flags by tcpdump's letters: S A F R P U, E C, and "" for none.</summary>
    public FrameBuilder Tcp(ushort source, ushort destination, string flags = "A", params byte[] options)
    {
        _protocol = 6;
        _transport = new byte[20 + options.Length];
        WritePorts(source, destination);
        BinaryPrimitives.WriteUInt32BigEndian(_transport.AsSpan(4), 0x01020304);
        BinaryPrimitives.WriteUInt32BigEndian(_transport.AsSpan(8), 0x05060708);
        _transport[12] = (byte)(_transport.Length / 4 << 4);
        foreach (char flag in flags)
            _transport[13] |= (byte)(1 << "FSRPAUEC".IndexOf(flag, StringComparison.Ordinal));
        BinaryPrimitives.WriteUInt16BigEndian(_transport.AsSpan(14), 64240);
        options.CopyTo(_transport, 20);
        return this;
    }

    public FrameBuilder Udp(ushort source, ushort destination)
    {
        _protocol = 17;
        _transport = new byte[8];
        WritePorts(source, destination);
        return this;
    }

    /// <summary>SCTP with one chunk, whose body is the payload.</summary>
    public FrameBuilder Sctp(ushort source, ushort destination, byte chunk = 1)
    {
        _protocol = 132;
        _transport = new byte[16];
        WritePorts(source, destination);
        BinaryPrimitives.WriteUInt32BigEndian(_transport.AsSpan(4), 0xdecafbad);
        _transport[12] = chunk;
        return this;
    }

    /// <summary>ICMP or ICMPv6 by the family; <paramref name="rest"/> is the second word of the header.</summary>
    public FrameBuilder Icmp(byte type, byte code = 0, uint rest = 0)
    {
        _protocol = (byte)(IsV4 ? 1 : 58);
        _transport = new byte[8];
        _transport[0] = type;
        _transport[1] = code;
        BinaryPrimitives.WriteUInt32BigEndian(_transport.AsSpan(4), rest);
        return this;
    }

    /// <summary>Some other protocol, without a header of its own.</summary>
    public FrameBuilder Protocol(byte number) => With(() => (_protocol, _transport) = (number, []));

    /// <summary>A payload of so many bytes that count up.</summary>
    public FrameBuilder Payload(int length) => With(() => _payload = [.. Enumerable.Range(0, length).Select(i => (byte)i)]);

    public FrameBuilder Payload(params byte[] bytes) => With(() => _payload = bytes);

    /// <summary>Leaves the transport checksum zero.</summary>
    public FrameBuilder NoChecksum() => With(() => _checksum = false);

    /// <summary>Adds bytes behind the IP packet, as Ethernet does to short frames.</summary>
    public FrameBuilder Padding(int bytes) => With(() => _padding = bytes);

    /// <summary>Writes another length into the IP header than there is.</summary>
    public FrameBuilder LyingLength(ushort length) => With(() => _totalLength = length);

    public byte[] Build()
    {
        byte[] packet = BuildIp();
        byte[] type = IsV4 ? [0x08, 0x00] : [0x86, 0xdd];
        return [.. _destination, .. _source, .. _tags.SelectMany(tag => tag), .. type, .. packet, .. new byte[_padding]];
    }

    /// <summary>The IP packet without its Ethernet header: what an ICMP error quotes.</summary>
    public byte[] BuildIp()
    {
        byte[] transport = BuildTransport();
        if (!IsV4)
            return BuildV6(transport);
        byte[] header = new byte[20 + _options.Length];
        header[0] = (byte)(0x40 | (header.Length / 4));
        header[1] = _trafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), _totalLength ?? (ushort)(header.Length + transport.Length));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), _id);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), _fragment);
        header[8] = _ttl;
        header[9] = _protocol;
        _from.CopyTo(header, 12);
        _to.CopyTo(header, 16);
        _options.CopyTo(header, 20);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), FrameChecksum.Internet(header));
        return [.. header, .. transport];
    }

    private byte[] BuildV6(byte[] transport)
    {
        byte next = _protocol;
        byte[] body = transport;
        foreach ((byte number, byte[] bytes) in Enumerable.Reverse(_extensions))
        {
            byte[] extension = [.. bytes];
            extension[0] = next;
            next = number;
            body = [.. extension, .. body];
        }

        byte[] header = new byte[40];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x60000000 | ((uint)_trafficClass << 20) | _flowLabel);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), _totalLength ?? (ushort)body.Length);
        header[6] = next;
        header[7] = _ttl;
        _from.CopyTo(header, 8);
        _to.CopyTo(header, 24);
        return [.. header, .. body];
    }

    private byte[] BuildTransport()
    {
        byte[] bytes = [.. _transport, .. _payload];
        if (_transport.Length == 0)
            return bytes;
        if (_protocol == 17)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)bytes.Length);
        if (_protocol == 132)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), (ushort)(4 + _payload.Length));
        if (!_checksum)
            return bytes;
        if (_protocol == 132)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), FrameChecksum.Crc32C(bytes));
            return bytes;
        }

        int field = _protocol switch { 6 => 16, 17 => 6, _ => 2 };
        uint pseudo = _protocol == 1 ? 0 : FrameChecksum.Pseudo(_from, _to, _protocol, bytes.Length);
        ushort sum = FrameChecksum.Internet(bytes, pseudo);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(field), sum == 0 && _protocol == 17 ? (ushort)0xffff : sum);
        return bytes;
    }

    private void WritePorts(ushort source, ushort destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_transport, source);
        BinaryPrimitives.WriteUInt16BigEndian(_transport.AsSpan(2), destination);
    }

    private FrameBuilder With(Action change)
    {
        change();
        return this;
    }
}
