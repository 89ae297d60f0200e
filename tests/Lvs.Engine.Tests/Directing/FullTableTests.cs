using Lvs.Engine.Connections;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Who goes when a table is full, by direct routing, where the director sees the client's side only.</summary>
public sealed class FullTableTests : IDisposable
{
    private const int Connections = 128; // room is made when 8 are left
    private const ushort Newcomer = 60_000;
    private readonly TestDirector _site = new(Connections);

    public FullTableTests() => _site.Ipvsadm("-A -t 10.3.0.1:80 -s rr", "-a -t 10.3.0.1:80 -r 10.2.0.1 -g");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void One_left_half_open_goes_before_one_that_is_closing()
    {
        Open(1000, "S");
        Fill("S", "A", "FA");
        _site.Wait(4);

        Assert.True(Knock(Newcomer));

        Assert.Equal([1000], Gone(1000, 1001, 1002));
    }

    [Fact]
    public void One_that_is_closing_goes_before_one_that_is_just_being_opened()
    {
        Open(1000, "S");
        Fill("S", "A", "FA");

        Assert.True(Knock(Newcomer));

        Assert.Equal(1, _site.Director.CountOf(DirectorReason.EvictEntry));
        Assert.Empty(Gone(1000));
    }

    [Fact]
    public void One_being_opened_goes_when_there_is_nothing_else()
    {
        Fill("S");

        Assert.True(Knock(Newcomer));

        Assert.Equal(1, _site.Director.CountOf(DirectorReason.EvictEntry));
    }

    [Fact]
    public void Established_ones_stay_and_new_ones_are_refused()
    {
        Fill("S", "A");
        ushort port = Newcomer;
        while (Knock(port))
            port++;

        Assert.Equal((0, 1), (_site.Director.CountOf(DirectorReason.EvictEntry), _site.Director.CountOf(DirectorReason.DropTableFull)));
        Assert.Equal(_site.Director.Capacity, _site.Director.ConnectionCount);
    }

    /// <summary>A client comes round to the port of a connection that is over: the XDP program steps the old entry.</summary>
    [Fact]
    public void One_that_was_just_opened_anew_stays_although_it_is_old()
    {
        Open(1000, "S", "A", "FA");
        Fill("S", "A", "FA");
        _site.Wait(10);
        Open(1000, "S");
        Assert.Equal(TcpState.SynReceived, StateOf(1000));

        for (ushort port = Newcomer; port < Newcomer + 20; port++)
        {
            Assert.True(Knock(port));
            _site.Wait(0.1); // what was ended waits out its grace period
        }

        Assert.Equal(20, _site.Director.CountOf(DirectorReason.EvictEntry));
        Assert.Empty(Gone(1000));
    }

    /// <summary>Half-open connections of one client: the one that goes was all that its template had.</summary>
    [Fact]
    public void A_template_stays_for_the_newcomer_that_it_was_chosen_for()
    {
        _site.Ipvsadm("-E -t 10.3.0.1:80 -s rr -p 300");
        Open(1000, "S");
        _site.Ipvsadm("-A -t 10.3.0.2:80 -s rr", "-a -t 10.3.0.2:80 -r 10.2.0.1 -g");
        for (ushort port = 1001; _site.Director.ConnectionCount < _site.Director.Capacity - 9; port++)
        {
            foreach (string flags in (string[])["S", "A"])
                _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.2").Tcp(port, 80, flags).Build());
        }

        _site.Wait(4);

        Assert.True(Knock(Newcomer));

        Assert.Equal([1000], Gone(1000, 1001));
        int slot = _site.Slots.Single(slot => _site.Memory[slot].ClientPort == Newcomer);
        Assert.Equal(SlotKind.Template, _site.Memory[(int)_site.Memory[slot].Control].Kind);
        Assert.Equal((1u, 1), (_site.Memory[(int)_site.Memory[slot].Control].Children, _site.Director.TemplateCount));
    }

    private void Open(ushort port, params string[] flags)
    {
        foreach (string one in flags)
            Assert.True(Send(port, one));
    }

    // As many as there are before room is made.
    private void Fill(params string[] flags)
    {
        for (ushort port = 1001; _site.Director.ConnectionCount < _site.Director.Capacity - 8; port++)
            Open(port, flags);
    }

    private IEnumerable<int> Gone(params int[] ports) => ports.Except(_site.Slots.Select(slot => (int)_site.Memory[slot].ClientPort));

    private TcpState StateOf(ushort port) =>
        (TcpState)_site.Memory[_site.Slots.Single(slot => _site.Memory[slot].ClientPort == port)].State;

    private bool Knock(ushort port) => Send(port, "S");

    private bool Send(ushort port, string flags)
    {
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(port, 80, flags).Build());
        return _site.Network.Sent.Count > 0;
    }
}
