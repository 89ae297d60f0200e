using Lvs.Tests;
using Lvs.Xdp.Programs;
using Lvs.Xdp.Tests.Programs.Machine;
using Lvs.Xdp.Tests.Programs.Support;

namespace Lvs.Xdp.Tests.Programs;

/// <summary>How a tuple finds its connection.</summary>
public sealed class IndexTests(LazyDatapath lazy) : DatapathTests(lazy)
{
    private const uint Mask = Datapath.Buckets - 1;

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_place_of_both_buckets_is_looked_at(bool v6)
    {
        Flow flow = Flow.Of(Flow.Direct, v6).Enter(Path);
        byte[] frame = flow.Request().Build();
        uint first = TupleHash.FirstBucket(flow.Hash, Mask);
        foreach (uint bucket in new[] { first, TupleHash.SecondBucket(flow.Hash, Mask) })
        {
            for (int place = 0; place < 16; place++)
            {
                Path.SetEntry(first, 0, 0);
                Path.SetEntry(bucket, place, TupleHash.Entry(flow.Hash, flow.Slot, false));
                Assert.Equal(Reason.ForwardedIn, Path.Run(frame).Reason);
                Path.SetEntry(bucket, place, 0);
                Assert.NotEqual(Reason.ForwardedIn, Path.Run(frame).Reason);
            }
        }
    }

    /// <summary>The director makes room by moving an entry to its other bucket, at any moment of a look-up.</summary>
    [RootTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void An_entry_is_found_while_it_is_moved(bool back, bool lied) => ReplyLab.Run(lab =>
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(lab.Path);
        (flow with { Slot = 6, ClientPort = 40002 }).Enter(lab.Path);
        (uint Bucket, int Place) near = (TupleHash.FirstBucket(flow.Hash, Mask), 3), far = (TupleHash.SecondBucket(flow.Hash, Mask), 5);
        ((uint Bucket, int Place) from, (uint Bucket, int Place) to) = back ? (far, near) : (near, far);
        uint entry = TupleHash.Entry(flow.Hash, flow.Slot, false);
        byte[] frame = flow.Request().Build();
        BpfCode code = new(BpfObjects.Lvs, "xdp");
        int most = int.MaxValue;
        for (int moment = 0; moment < most; moment++)
        {
            lab.Path.SetEntry(near.Bucket, 0, lied ? TupleHash.Entry(flow.Hash, 6, false) : 0);
            lab.Path.SetEntry(to.Bucket, to.Place, 0);
            lab.Path.SetEntry(from.Bucket, from.Place, entry);
            XdpContext context = new(frame, Datapath.Loopback);
            int instruction = 0;
            BpfMachine machine = new(code, new BpfHelpers(lab.Path, code, context))
            {
                Watch = () =>
                {
                    if (instruction++ != moment)
                        return;
                    lab.Path.SetEntry(to.Bucket, to.Place, entry);
                    lab.Path.SetEntry(from.Bucket, from.Place, 0);
                },
            };

            Assert.Equal((moment, XdpAction.Redirect), (moment, (XdpAction)machine.Run(context.Pointer)));
            most = instruction;
        }

        Assert.InRange(most, 100, 2000);
    });

    [RootFact]
    public void A_tag_that_others_have_too_is_told_apart_by_the_tuple()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Flow other = flow with { Slot = 6, ClientPort = 40002 };
        other.Enter(Path);
        uint bucket = TupleHash.FirstBucket(flow.Hash, Mask);
        for (int place = 0; place < 15; place++)
            Path.SetEntry(bucket, place, TupleHash.Entry(flow.Hash, other.Slot, place % 2 == 0));
        Path.SetEntry(bucket, 15, TupleHash.Entry(flow.Hash, flow.Slot, false));

        Path.Run(flow.Request().Build());

        Assert.Equal((1ul, 0ul), (Path.Connection(flow.Slot)["in_packets"], Path.Connection(other.Slot)["in_packets"]));
    }

    [RootTheory]
    [InlineData("kind", 0)]
    [InlineData("kind", 2)]
    [InlineData("kind", 3)]
    [InlineData("family", 6)]
    [InlineData("protocol", 17)]
    [InlineData("client_port", 1)]
    [InlineData("virtual_port", 1)]
    public void What_differs_in_anything_is_another_connection(string field, int value)
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Path.Connection(flow.Slot).Number(field, (ulong)value);

        Assert.Equal(Reason.PassNotOpening, Path.Run(flow.Request().Build()).Reason);
    }

    [RootTheory]
    [InlineData("client")]
    [InlineData("virt")]
    public void Each_byte_of_an_address_counts(string field)
    {
        Flow flow = Flow.V6(Flow.Direct).Enter(Path);
        for (int i = 0; i < 16; i++)
        {
            Path.Connection(flow.Slot).Place(field)[i] ^= 1;
            Assert.Equal(Reason.PassNotOpening, Path.Run(flow.Request().Build()).Reason);
            Path.Connection(flow.Slot).Place(field)[i] ^= 1;
        }

        Assert.Equal(Reason.ForwardedIn, Path.Run(flow.Request().Build()).Reason);
    }

    [RootFact]
    public void An_entry_beyond_the_table_is_nothing()
    {
        Flow flow = Flow.V4(Flow.Direct).Enter(Path);
        Path.SetEntry(TupleHash.FirstBucket(flow.Hash, Mask), 0, TupleHash.Entry(flow.Hash, 0xffffff, false));

        Assert.Equal(Reason.PassNotOpening, Path.Run(flow.Request().Build()).Reason);
    }
}
