using Lvs.Tests;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>Frames that nobody would send, many of them: none crashes the program, none that is malformed is forwarded, and
/// what is forwarded has the bytes of the C# reference.</summary>
public sealed class MalformedFrameTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const int Frames = 60_000;

    [RootTheory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_damaged_frame_does_no_damage(bool v6, int seed)
    {
        Flow flow = Flow.Of(Flow.Masquerade, v6).Enter(Path);
        Path.PutAddress(flow.Virtual, 1);
        var random = new Random(seed);
        byte[] sound = flow.Request().Payload(30).Build();
        int forwarded = 0;
        for (int i = 0; i < Frames; i++)
        {
            byte[] frame = [.. sound];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                frame[random.Next(12, Math.Min(frame.Length, 80))] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                frame = frame[..random.Next(14, frame.Length)];

            Verdict verdict = Path.Run(frame);

            Assert.NotEqual(XdpAction.Aborted, verdict.Action);
            if (verdict.Reason == Reason.ForwardedIn)
            {
                Assert.Equal(Expected(flow, frame), verdict.Frame);
                forwarded++;
            }
            else
            {
                Assert.Equal(frame, verdict.Frame);
            }
        }

        Assert.InRange(forwarded, Frames / 20, Frames);
    }

    [RootFact]
    public void Random_bytes_do_no_damage()
    {
        Flow.V4(Flow.Tunnel).Enter(Path);
        var random = new Random(3);
        for (int i = 0; i < Frames; i++)
        {
            byte[] frame = new byte[random.Next(14, 200)];
            random.NextBytes(frame);
            Datapath.Mac(Frame.DirectorMac).CopyTo(frame, 0);
            (frame[12], frame[13]) = random.Next(4) switch
            {
                0 => ((byte)0x08, (byte)0x00),
                1 => ((byte)0x86, (byte)0xdd),
                2 => ((byte)0x81, (byte)0x00),
                _ => (frame[12], frame[13]),
            };
            if (frame.Length > 23 && random.Next(2) == 0)
                (frame[14], frame[16], frame[17], frame[20], frame[21]) = (0x45, 0, (byte)(frame.Length - 14), 0, 0);

            Verdict verdict = Path.Run(frame);

            Assert.Contains(verdict.Action, new[] { XdpAction.Pass, XdpAction.Drop });
            Assert.Equal(frame, verdict.Frame);
        }
    }
}
