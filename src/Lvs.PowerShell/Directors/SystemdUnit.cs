using System.Globalization;
using LvsPS.Hosts;

namespace LvsPS;

/// <summary>lvsd's systemd unit on a host.</summary>
/// <param name="host">The host.</param>
internal sealed class SystemdUnit(IHost host)
{
    private const string Service = "lvsd.service";
    private const string ApiSocket = "lvsd.socket";

    /// <summary>True when systemd runs there and knows lvsd.</summary>
    public bool Exists => host.Run("test", "-d", "/run/systemd/system").Succeeded && Knows(Service);

    /// <summary>The process id of the unit's lvsd; 0 when it does not run.</summary>
    public int MainProcess => Exists && int.TryParse(
        host.Run("systemctl", "show", "-p", "MainPID", "--value", Service).Output, NumberStyles.Integer,
        CultureInfo.InvariantCulture, out int id)
        ? id
        : 0;

    /// <summary>Starts it, and its socket with it.</summary>
    public void Start() => Do("start");

    /// <summary>Stops it. The socket is stopped as well, or the next client to connect would start lvsd again.</summary>
    public void Stop() => Do("stop");

    private void Do(string verb)
    {
        string[] units = Knows(ApiSocket) ? [ApiSocket, Service] : [Service];
        new HostNetwork(host).Demand($"{verb} {Service}", host.Run(["systemctl", verb, .. units]));
    }

    private bool Knows(string unit) => host.Run("systemctl", "cat", unit).Succeeded;
}
