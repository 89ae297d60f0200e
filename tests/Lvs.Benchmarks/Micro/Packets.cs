using System.Net;
using BenchmarkDotNet.Attributes;
using Lvs.Benchmarks.Traffic;
using Lvs.Engine.Addressing;
using Lvs.Engine.Packets;

namespace Lvs.Benchmarks.Micro;

/// <summary>A 64-byte frame taken apart, and rewritten.</summary>
[MemoryDiagnoser]
public class Packets
{
    private static readonly InetAddress Server = InetAddress.Parse("10.2.0.12");
    private readonly byte[] _frame = new Load(Load.Tcp, IPAddress.Parse("10.3.0.1"), 80, 1).Template(new byte[6], new byte[6]);
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
}
