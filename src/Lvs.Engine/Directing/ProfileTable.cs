using Lvs.Engine.Connections;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Directing;

/// <summary>Writes state tables and timeouts where the director and the XDP program read them: the director's own, and one for each
/// service with timeouts of its own.</summary>
internal sealed unsafe class ProfileTable(ProfileSlot* profiles)
{
    private ServiceTimeouts _general = new(0, 0, 0);
    private bool _secure;

    /// <summary>The profile of a service's connections; 0, the director's, also for services whose number is too high to have one of
    /// their own.</summary>
    public static int NumberFor(VirtualService service) =>
        service.Settings.Timeouts is not null && service.Id < ProfileSlot.Count ? service.Id : 0;

    /// <summary>Writes all anew.</summary>
    public void Write(ServiceTimeouts general, bool secure, IEnumerable<VirtualService> services)
    {
        _general = general;
        _secure = secure;
        StateTables.Write(profiles, general, secure);
        foreach (VirtualService service in services)
            Write(service);
    }

    /// <summary>Writes a service's profile. One that has lost its timeouts has connections that go by it still, and gets the
    /// director's.</summary>
    public void Write(VirtualService service)
    {
        if (service.Id >= ProfileSlot.Count)
            return;
        ServiceTimeouts own = service.Settings.Timeouts ?? new ServiceTimeouts(0, 0, 0);
        StateTables.Write(profiles + service.Id, new ServiceTimeouts(
            own.Tcp == 0 ? _general.Tcp : own.Tcp,
            own.TcpFin == 0 ? _general.TcpFin : own.TcpFin,
            own.Udp == 0 ? _general.Udp : own.Udp), _secure);
    }
}
