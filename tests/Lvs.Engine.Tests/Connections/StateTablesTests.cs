using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Tests.Connections;

/// <summary>What the recordings do not show of the tables: that every row is whole, and what is active.</summary>
public sealed unsafe class StateTablesTests
{
    private const int TcpStates = 11;
    private const int SctpStates = 14;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_state_leads_to_a_state_by_every_event(bool secure)
    {
        ProfileSlot profile = Write(secure);
        for (Side side = Side.Input; side <= Side.InputOnly; side++)
        {
            for (int state = 0; state < TcpStates; state++)
            {
                for (int line = 0; line < ProfileSlot.TcpEvents; line++)
                    Assert.InRange(profile.TcpNext[ProfileSlot.TcpRow(side, line) + state], 0, TcpStates - 1);
            }

            for (int state = 0; state < SctpStates; state++)
            {
                for (int line = 0; line < 10; line++)
                    Assert.InRange(profile.SctpNext[ProfileSlot.SctpRow(side, line) + state], 0, SctpStates - 1);
            }
        }
    }

    [Theory]
    [InlineData((int)Side.Input, TcpState.SynReceived)]
    [InlineData((int)Side.InputOnly, TcpState.SynAck)]
    public void Secure_tcp_keeps_who_was_not_answered_half_open(int side, TcpState first)
    {
        ProfileSlot profile = Write(true);
        TcpState opened = (TcpState)profile.TcpNext[ProfileSlot.TcpRow((Side)side, 0) + (int)TcpState.None];
        Assert.Equal(first, opened);
        TcpState acknowledged = (TcpState)profile.TcpNext[ProfileSlot.TcpRow((Side)side, 2) + (int)TcpState.SynAck];
        Assert.Equal(side == (int)Side.Input ? TcpState.SynAck : TcpState.Established, acknowledged);
    }

    [Fact]
    public void Active_are_the_states_that_ipvs_counts_so()
    {
        ProfileSlot profile = Write(false);
        Assert.Equal(
            [TcpState.Established, TcpState.SynSent, TcpState.SynReceived, TcpState.SynAck],
            Enum.GetValues<TcpState>().Where(state => (profile.TcpActive >> (int)state & 1) != 0));
        Assert.Equal(1u << (int)SctpState.Established, profile.SctpActive);
    }

    [Fact]
    public void The_three_timeouts_are_those_given_and_the_others_ipvss()
    {
        ProfileSlot profile = Write(false);
        Assert.Equal(
            (Ticks.FromSeconds(1), Ticks.FromSeconds(2), Ticks.FromSeconds(3)),
            (profile.TcpTimeout[(int)TcpState.Established], profile.TcpTimeout[(int)TcpState.FinWait], profile.UdpTimeout));
        Assert.Equal(Ticks.FromSeconds(120), profile.TcpTimeout[(int)TcpState.TimeWait]);
        Assert.Equal(Ticks.FromSeconds(30), profile.TcpTimeout[(int)TcpState.LastAck]);
        Assert.Equal(Ticks.FromSeconds(900), profile.SctpTimeout[(int)SctpState.Established]);
    }

    /// <summary>The XDP program reads them at any moment, and a connection that is quiet afterwards keeps what it read.</summary>
    [Fact]
    public void Timeouts_that_are_written_again_are_never_others_in_between()
    {
        ProfileSlot[] memory = GC.AllocateArray<ProfileSlot>(1, pinned: true);
        fixed (ProfileSlot* profile = memory)
            StateTables.Write(profile, new ServiceTimeouts(1, 2, 3), false);
        bool ended = false;
        var writer = new Thread(() =>
        {
            fixed (ProfileSlot* profile = memory)
            {
                while (!Volatile.Read(ref ended))
                    StateTables.Write(profile, new ServiceTimeouts(1, 2, 3), false);
            }
        });
        writer.Start();
        HashSet<uint> established = [];
        HashSet<uint> closing = [];
        for (long end = Environment.TickCount64 + 500; Environment.TickCount64 < end;)
        {
            established.Add(Volatile.Read(ref memory[0].TcpTimeout[(int)TcpState.Established]));
            closing.Add(Volatile.Read(ref memory[0].TcpTimeout[(int)TcpState.FinWait]));
        }

        Volatile.Write(ref ended, true);
        writer.Join();
        Assert.Equal([Ticks.FromSeconds(1)], established);
        Assert.Equal([Ticks.FromSeconds(2)], closing);
    }

    private static ProfileSlot Write(bool secure)
    {
        ProfileSlot profile = default;
        new Span<byte>(&profile, sizeof(ProfileSlot)).Fill(0xee);
        StateTables.Write(&profile, new ServiceTimeouts(1, 2, 3), secure);
        return profile;
    }
}
