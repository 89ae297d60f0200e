using System.Security.Cryptography;
using Lvs.Tests;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Programs.Support;
using BpfCalls = Lvs.Xdp.Interop.Bpf;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>The objects as they are checked in: what they are made from, that the verifier takes them, what that costs.</summary>
public sealed class ProgramTests
{
    private static readonly string[] Objects = ["lvs.bpf", "decap.bpf", "pass.bpf"];

    [RootTheory]
    [InlineData("lvs")]
    [InlineData("lvs_frags")]
    public void The_verifier_takes_it_well_within_its_limit_of_a_million(string program)
    {
        using var path = new Datapath(program);

        ProgramInfo info = ProgramInfo.Of(path.Program);

        Assert.InRange(info.Verified, 1_000u, 180_000u);
        Assert.InRange(info.Instructions, 1_000u, 9_000u);
    }

    [RootFact]
    public void The_program_for_several_buffers_forwards_alike()
    {
        using var path = new Datapath("lvs_frags");
        Flow flow = Flow.V4(Flow.Masquerade).Enter(path);
        path.Server(flow.ServerId).Number("mtu", 9000);

        Assert.Equal(Reason.ForwardedIn, path.Run(flow.Request().Payload(40).Build()).Reason);
        Verdict jumbo = path.Run(flow.Request().Payload(8000).Build());
        Assert.Equal((Reason.ForwardedIn, 8054), (jumbo.Reason, jumbo.Frame.Length));
        Assert.Equal(8120ul, path.Connection(flow.Slot)["in_bytes"]);
    }

    [RootFact]
    public void A_frame_of_several_buffers_goes_into_a_tunnel_whole()
    {
        using var path = new Datapath("lvs_frags");
        Flow flow = Flow.V4(Flow.Tunnel).Enter(path);
        path.Server(flow.ServerId).Number("mtu", 9000).Address("tunnel_source", "10.2.0.1");
        byte[] frame = flow.Request().Payload(8000).Build();

        byte[] sent = path.Run([.. frame, .. new byte[10]]).Frame;

        Assert.Equal(frame.Length + 20, sent.Length);
        Assert.Equal(frame[38..], sent[58..]);
    }

    [BpfCompilerFact]
    public void The_objects_are_made_from_the_sources_beside_them()
    {
        string[] record = File.ReadAllLines(System.IO.Path.Combine(BpfSources.Directory!, "objects.sha256"));
        foreach (string line in record.Where(line => !line.StartsWith('#')))
        {
            string[] part = line.Split("  ");
            byte[] bytes = File.ReadAllBytes(System.IO.Path.Combine(BpfSources.Directory!, part[1]));
            Assert.Equal((part[1], part[0].ToUpperInvariant()), (part[1], Convert.ToHexString(SHA256.HashData(bytes))));
        }

        string output = Directory.CreateTempSubdirectory("lvs-bpf-").FullName;
        try
        {
            BpfSources.Compile(output);
            foreach (string name in Objects)
            {
                byte[] made = File.ReadAllBytes(System.IO.Path.Combine(output, name + ".o"));
                if (record.Contains("# " + BpfSources.Compiler))
                    Assert.Equal(File.ReadAllBytes(System.IO.Path.Combine(BpfSources.Directory!, name + ".o")), made);
                if (Environment.IsPrivilegedProcess)
                    Load(made);
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [RootFact]
    public void Veth_peers_have_a_program_that_passes()
    {
        using BpfObject loaded = BpfObject.Open(BpfObjects.Pass);
        loaded.Load();
        byte[] frame = new byte[60];

        Assert.Equal(0, BpfCalls.ProgTestRun(
            loaded.ProgramFd("lvs_pass"), frame, new byte[60], new BpfCalls.XdpMd { DataEnd = 60 }, 0, 1, out var attr));
        Assert.Equal(BpfCalls.XDP_PASS, attr.Retval);
    }

    private static void Load(byte[] elf)
    {
        using BpfObject opened = BpfObject.Open(elf);
        opened.Load();
    }
}
