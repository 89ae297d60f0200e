using System.Text;
using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;
using Lvs.Tests;

namespace Lvs.Engine.Tests.Directing;

/// <summary>Templates, beside what the recordings show of them.</summary>
public sealed class PersistenceTests : IDisposable
{
    private const string Service = "-t 10.3.0.1:80";
    private readonly TestDirector _site = new(connections: 256);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_template_is_used_anew_with_every_connection()
    {
        AddServers($"-A {Service} -s rr -p 10", Service);
        Connect("10.1.0.1", 1001);
        _site.Wait(8);
        Connect("10.1.0.1", 1002);
        _site.Wait(8);
        Assert.Equal(Connect("10.1.0.1", 1003), Connect("10.1.0.1", 1004));
        Assert.Equal(1, _site.Director.TemplateCount);
    }

    [Fact]
    public void A_template_ends_with_its_time_once_nothing_goes_by_it()
    {
        AddServers($"-A {Service} -s rr -p 10", Service);
        _site.Ipvsadm("--set 5 5 5");
        Connect("10.1.0.1", 1001); // SYN_RECV, 60 s
        _site.Wait(62);
        Assert.Equal((0, 1), (_site.Director.ConnectionCount, _site.Director.TemplateCount));
        _site.Wait(62);
        Assert.Equal(0, _site.Director.TemplateCount);
        Assert.All(_site.Rules.Services.Single().Servers, static server => Assert.Equal(0, server.PersistentConnections));
    }

    [Fact]
    public void A_templates_server_that_goes_is_replaced_and_the_old_template_waits_for_its_members()
    {
        AddServers($"-A {Service} -s rr -p 300", Service);
        InetAddress first = Connect("10.1.0.1", 1001);
        _site.Ipvsadm($"-d {Service} -r {first}");
        InetAddress second = Connect("10.1.0.1", 1002);
        Assert.NotEqual(first, second);
        Assert.Equal(2, _site.Director.TemplateCount);
        Assert.Equal(second, Connect("10.1.0.1", 1003));

        // Back again, it is not asked: the client has another template by now.
        _site.Ipvsadm($"-a {Service} -r {first} -m");
        Assert.Equal(second, Connect("10.1.0.1", 1004));
    }

    [Fact]
    public void A_removed_template_is_forgotten_at_once_and_gone_with_its_last_member()
    {
        AddServers($"-A {Service} -s rr -p 300", Service);
        InetAddress first = Connect("10.1.0.1", 1001);
        int template = Slots(SlotKind.Template).Single();
        int member = Slots(SlotKind.Connection).Single();
        Assert.True(_site.Director.Remove(template, _site.Now));
        Assert.NotEqual(first, Connect("10.1.0.1", 1002));
        Assert.Equal(2, _site.Director.TemplateCount);
        Assert.True(_site.Director.Remove(member, _site.Now));
        Assert.Equal(1, _site.Director.TemplateCount);
        Assert.Equal(0, _site.Rules.Services.Single().Servers.Find(new ServerKey(first, 80))!.PersistentConnections);
    }

    [Fact]
    public void A_template_lasts_once_a_member_was_answered()
    {
        AddServers($"-A {Service} -s rr -p 300", Service);
        Connect("10.1.0.1", 1001);
        Assert.Equal(0u, _site.Memory[Slots(SlotKind.Template).Single()].StateWord);
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 80, "A").Build());
        Assert.Equal(ConnectionSlot.Assured, _site.Memory[Slots(SlotKind.Template).Single()].StateWord);
    }

    /// <summary>An answer in fragments, say, goes through the director itself.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_template_of_datagrams_lasts_once_one_was_answered(bool climbs)
    {
        AddServers("-A -u 10.3.0.1:53 -s rr -p 300", "-u 10.3.0.1:53");
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Udp(1001, 53).Build());
        ref ConnectionSlot connection = ref _site.Memory[Slots(SlotKind.Connection).Single()];
        byte[] answer = Frame.Ethernet().Ip(connection.Server.ToString(), "10.1.0.1").Udp(53, 1001).Build();
        if (climbs)
            _site.Climb(answer, TestNetwork.ServerSide);
        else
            _site.Receive(answer, TestNetwork.ServerSide);
        Assert.Equal(ConnectionSlot.Assured, _site.Memory[Slots(SlotKind.Template).Single()].StateWord);
    }

    [Fact]
    public void A_firewall_mark_keeps_the_port_that_was_asked_for()
    {
        _site.Ipvsadm("-A -f 7 -s rr -p 300", "-a -f 7 -r 10.2.0.1:8080 -m");
        _site.Rules.AddMark(new MarkRule(InetAddress.Parse("10.3.0.0"), 16, null, 0, ushort.MaxValue, 7));
        Connect("10.1.0.1", 1001);
        Assert.Equal(80, BitConverter.ToUInt16(
            [.. BitConverter.GetBytes(_site.Memory[Slots(SlotKind.Connection).Single()].ServerPortRaw).Reverse()]));
    }

    [Fact]
    public void Ftps_data_connections_follow_the_control_connection()
    {
        AddServers("-A -t 10.3.0.1:21 -s rr -p 300", "-t 10.3.0.1:21");
        InetAddress server = Connect("10.1.0.1", 1001, 21);
        Assert.Equal(server, Connect("10.1.0.1", 1002, 40000));
        Assert.Equal(server, Connect("10.1.0.1", 1003, 21));
        Assert.Equal(1, _site.Director.TemplateCount);

        // A port that is no data connection's is the host's, and so is a server's own data connection.
        _site.Climb(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1004, 80, "S").Build());
        _site.Climb(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(20, 21, "S").Build());
        Assert.Equal(2, _site.Network.Delivered.Count);
    }

    [Fact]
    public void An_ftp_service_without_persistence_or_server_leaves_other_ports_to_the_host()
    {
        _site.Ipvsadm("-A -t 10.3.0.1:21 -s rr", "-a -t 10.3.0.1:21 -r 10.2.0.1 -m");
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 40000, "S").Build());
        Assert.Single(_site.Network.Delivered);
        _site.Ipvsadm("-d -t 10.3.0.1:21 -r 10.2.0.1");
        _site.Receive(Frame.Ethernet().Ip("10.1.0.1", "10.3.0.1").Tcp(1001, 21, "S").Build());
        Assert.Single(_site.Network.Sent); // port unreachable
    }

    [Fact]
    public void Sip_keeps_a_call_at_its_server_and_each_call_for_itself()
    {
        const string Sip = "-u 10.3.0.1:5060";
        AddServers($"-A {Sip} -s rr -p 300 --pe sip", Sip);
        InetAddress first = Say("10.1.0.1", 5060, "Call-ID: first@10.1.0.1");
        InetAddress second = Say("10.1.0.1", 5061, "Call-ID: second@10.1.0.1");
        Assert.NotEqual(first, second);
        Assert.Equal(first, Say("10.1.0.1", 5062, "i: first@10.1.0.1"));
        Assert.Equal(second, Say("10.1.0.1", 5063, "CALL-ID  :\tsecond@10.1.0.1"));
        Assert.NotEqual(first, Say("10.1.0.2", 5060, "Call-ID: first@10.1.0.1")); // the client counts, too
        Assert.Equal(3, _site.Director.TemplateCount);
    }

    [Theory]
    [InlineData("Via: x")]
    [InlineData("Call-ID: ")]
    [InlineData("Call-ID: a@")]
    [InlineData("Call-ID first")]
    [InlineData("X-Call-ID: first")]
    [InlineData("Call-IDs: first")]
    [InlineData("Inf: first")]
    public void Sip_without_a_call_id_is_dropped(string header)
    {
        const string Sip = "-u 10.3.0.1:5060";
        AddServers($"-A {Sip} -s rr -p 300 --pe sip", Sip);
        _site.Receive(Message("10.1.0.1", 5060, header));
        Assert.Empty(_site.Network.Sent);
        Assert.Equal(1, _site.Director.CountOf(DirectorReason.DropPersistenceEngine));
        Assert.Equal(0, _site.Director.ConnectionCount);
    }

    [Fact]
    public void A_netmask_that_is_no_prefix_masks_the_client()
    {
        AddServers($"-A {Service} -s rr -p 300 -M 0.0.0.24", Service);
        InetAddress server = Connect("10.1.0.8", 1001);
        Assert.Equal(server, Connect("10.1.7.15", 1002));
        Assert.NotEqual(server, Connect("10.1.0.16", 1003));
    }

    [Fact]
    public void An_empty_netmask_keeps_all_clients_together()
    {
        AddServers($"-A {Service} -s rr -p 300 -M 0.0.0.0", Service);
        InetAddress server = Connect("10.1.0.8", 1001);
        for (ushort client = 1; client < 8; client++)
            Assert.Equal(server, Connect($"10.{client}.7.15", client));
    }

    private static byte[] Message(string client, ushort port, string header) => Frame.Ethernet().Ip(client, "10.3.0.1").Udp(port, 5060)
        .Payload(Encoding.ASCII.GetBytes($"INVITE sip:b SIP/2.0\r\nVia: y\r\n continued: Call-ID\r\n{header}\r\nTo: b\r\n\r\n")).Build();

    private IEnumerable<int> Slots(SlotKind kind) => _site.Slots.Where(slot => _site.Memory[slot].Kind == kind);

    private void AddServers(string add, string service)
    {
        _site.Ipvsadm(add);
        for (int server = 1; server <= 5; server++)
            _site.Ipvsadm($"-a {service} -r 10.2.0.{server} -m");
    }

    private InetAddress Connect(string client, ushort port, ushort to = 80) =>
        Receiver(Frame.Ethernet().Ip(client, "10.3.0.1").Tcp(port, to, "S").Build());

    private InetAddress Say(string client, ushort port, string header) => Receiver(Message(client, port, header));

    private InetAddress Receiver(byte[] frame)
    {
        _site.Receive(frame);
        return InetAddress.Read(Assert.Single(_site.Network.Sent).Frame.AsSpan(30), InetFamily.V4);
    }
}
