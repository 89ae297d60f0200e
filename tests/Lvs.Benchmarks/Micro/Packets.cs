using System.Net;
using BenchmarkDotNet.Attributes;
using Lvs.Benchmarks.Traffic;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;
using Lvs.Engine.Rules;

namespace Lvs.Benchmarks.Micro;

/// <summary>A 64-byte frame taken apart, and rewritten.</summary>
[MemoryDiagnoser]
public class Packets
{
    private static readonly InetAddress Server = InetAddress.Parse("10.2.0.12");
    private readonly byte[] _frame = new Load(Load.Tcp, IPAddress.Parse("10.3.0.1"), 80, 1).Template(new byte[6], new byte[6]);
    private readonly byte[] _chunk = new byte[2048];
    private PacketHeaders _headers;

    [GlobalSetup]
    public void Prepare() => _ = Packet.TryParse(_frame, out _headers);

    [Benchmark]
    public bool Parse() => Packet.TryParse(_frame, out _) == ParseStatus.Ok;

    /// <summary>Another destination address and port; both checksums with them.</summary>
    [Benchmark]
    public bool TranslateDestination()
    {
        PacketHeaders headers = _headers;
        return Rewriter.TranslateDestination(_frame, ref headers, Server, 8080);
    }

    /// <summary>Another source address and port.</summary>
    [Benchmark]
    public bool TranslateSource()
    {
        PacketHeaders headers = _headers;
        return Rewriter.TranslateSource(_frame, ref headers, Server, 8080);
    }

    /// <summary>Copied to where there is room before it, and put into a GRE tunnel.</summary>
    [Benchmark]
    public bool Encapsulate()
    {
        PacketHeaders headers = _headers;
        _frame.CopyTo(_chunk, PacketBuffer.DefaultHeadroom);
        PacketBuffer buffer = new(_chunk, PacketBuffer.DefaultHeadroom, _frame.Length);
        Tunnel tunnel = new(Server, Server, new TunnelOptions(TunnelType.Gre, 0, TunnelChecksum.None), true);
        return Encapsulator.TryEncapsulate(ref buffer, ref headers, tunnel, 1, 1);
    }
}
