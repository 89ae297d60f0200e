using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Tests.Rules;

/// <summary>Short ways to make rules.</summary>
internal static class Book
{
    /// <summary>The director's own address.</summary>
    private static readonly InetAddress Own = InetAddress.Parse("192.0.2.254");

    public static readonly ServiceKey Web = Tcp("192.0.2.1", 80);

    public static RuleBook Empty(
        RecordingDataPlane? dataPlane = null,
        int maxServices = 100,
        int maxServers = 100,
        SchedulingContext? scheduling = null) =>
        new(dataPlane ?? new RecordingDataPlane(), static address => address == Own, maxServices, maxServers, scheduling);

    /// <summary>A book with one service.</summary>
    public static RuleBook With(string scheduler, int maxServers = 100, SchedulingContext? scheduling = null)
    {
        RuleBook book = Empty(maxServers: maxServers, scheduling: scheduling);
        book.AddService(Web, new ServiceSettings { Scheduler = scheduler });
        return book;
    }

    public static ServiceKey Tcp(string address, ushort port) =>
        ServiceKey.ForAddress(Protocol.Tcp, InetAddress.Parse(address), port);

    public static ServiceKey Udp(string address, ushort port) =>
        ServiceKey.ForAddress(Protocol.Udp, InetAddress.Parse(address), port);

    public static ServerKey At(string address, ushort port) => new(InetAddress.Parse(address), port);

    /// <summary>Server 10.x.y.z:80 of a number.</summary>
    public static ServerKey Server(int number) => new(InetAddress.FromV4(0x0A000000u + (uint)number), 80);

    public static ServerSettings Masquerade(int weight = 1, uint upper = 0, uint lower = 0) => new()
    {
        Method = ForwardingMethod.Masquerade, Weight = weight, UpperThreshold = upper, LowerThreshold = lower,
    };

    public static RealServer Add(this RuleBook book, int number, int weight = 1, uint upper = 0, uint lower = 0) =>
        book.AddServer(Web, Server(number), Masquerade(weight, upper, lower));

    public static RealServer Edit(this RuleBook book, int number, int weight, uint upper = 0, uint lower = 0) =>
        book.EditServer(Web, Server(number), Masquerade(weight, upper, lower));

    public static void Remove(this RuleBook book, int number) => book.RemoveServer(Web, Server(number));

    public static RealServer? Pick(this RuleBook book, SchedulingRequest request = default) =>
        book.Find(Web)!.Scheduler!.Pick(request);

    /// <summary>The numbers of the servers that the next picks come to, 0 for none; each pick opens an active
    /// connection.</summary>
    public static string Open(this RuleBook book, int count, SchedulingRequest request = default)
    {
        List<uint> picks = [];
        for (int i = 0; i < count; i++)
        {
            RealServer? server = book.Pick(request);
            server?.ConnectionAdded(active: true);
            picks.Add(server is null ? 0 : server.Key.Address.Word(0) & 0xffffff);
        }

        return string.Join(' ', picks);
    }

    public static SchedulingRequest From(string client, ushort port = 0, string destination = "192.0.2.1", uint now = 0) =>
        new(InetAddress.Parse(client), port, InetAddress.Parse(destination), 80, now);

    public static RuleException Refused(RuleError error, Action action)
    {
        RuleException exception = Assert.Throws<RuleException>(action);
        Assert.Equal(error, exception.Error);
        Assert.NotEmpty(exception.Value);
        Assert.NotEmpty(exception.Remedy);
        return exception;
    }
}
