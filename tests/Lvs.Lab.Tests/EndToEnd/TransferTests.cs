using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Lab.Scenarios;
using Lvs.Lab.Servers;
using Lvs.Lab.Testbeds;
using Lvs.Lab.Tests.Support;
using Lvs.Tests;

namespace Lvs.Lab.Tests.EndToEnd;

/// <summary>Large transfers both ways arrive intact, and all but their first packets stay in the kernel.</summary>
/// <remarks>1 GiB each with LVS_LAB_FULL=1; the usual run takes 1 GiB over IPv4 and a quarter of that over IPv6.</remarks>
[Collection(LabCollection.Name)]
public sealed class TransferTests(LabPool pool)
{
    private const long Full = 1L << 30;

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Download_arrives_intact_on_the_fast_path(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        long length = Length(family);
        Reading before = await Reading.TakeAsync(lab);
        string digest = await lab.Client.DownloadDigestAsync($"http://{mode.At(family)}/bytes/{length}", CancellationToken.None);
        Assert.Equal(ContentPattern.Digest(length), digest);

        // Through the director go the data in masquerading, and only acknowledgements otherwise.
        Judge(await before.SinceAsync(), mode.AnswersPassDirector ? length / 1500 : 100);
    }

    [RootTheory]
    [MemberData(nameof(Mode.All), MemberType = typeof(Mode))]
    public async Task Upload_arrives_intact_on_the_fast_path(string name, InetFamily family)
    {
        Mode mode = Mode.Of(name);
        Testbed lab = await pool.GetAsync(mode);
        await mode.UseAsync(lab, mode.Service(family, LvsProtocol.Tcp, 80));
        long length = Length(family);
        Reading before = await Reading.TakeAsync(lab);
        string answer = await lab.Client.UploadAsync($"http://{mode.At(family)}/upload", length, CancellationToken.None);
        Assert.Equal($"{length} {ContentPattern.Digest(length)}", answer);
        Judge(await before.SinceAsync(), length / 1500);
    }

    private static void Judge(PacketTally packets, long atLeast)
    {
        Assert.True(packets.Fast >= atLeast, $"only {packets.Fast} packets took the fast path");
        Assert.True(
            packets.UserSpace * 1000 < packets.Fast,
            $"{packets.UserSpace} of {packets.Fast} packets reached user space ({packets.Details})");
    }

    private static long Length(InetFamily family) =>
        family == InetFamily.V4 || Environment.GetEnvironmentVariable("LVS_LAB_FULL") == "1" ? Full : Full / 4;
}
