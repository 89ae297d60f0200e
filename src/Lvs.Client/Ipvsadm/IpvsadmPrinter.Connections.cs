namespace Lvs.Client.Ipvsadm;

/// <content>The connection table, as <c>-L -c</c> lists it.</content>
public sealed partial class IpvsadmPrinter
{
    /// <summary>Prints connections under their two lines of title.</summary>
    public void PrintConnections(IEnumerable<LvsConnectionRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        const string start = "pro expire state       source             virtual            destination";
        Line("IPVS connection entries");
        Line(Has(IpvsadmFormat.PersistentConnections) ? start.PadRight(start.Length + 7) + " pe name          pe_data" : start);
        foreach (LvsConnectionRow row in rows)
            Print(row);
    }

    private void Print(in LvsConnectionRow row)
    {
        (string name, LvsProtocol? protocol) = row.Protocol switch
        {
            6 => ("TCP", LvsProtocol.Tcp),
            17 => ("UDP", LvsProtocol.Udp),
            132 => ("SCTP", LvsProtocol.Sctp),
            _ => ("IP", (LvsProtocol?)null),
        };
        string state = LvsConnectionStates.Name(
            row.Protocol, row.State, row.Flags.HasFlag(LvsConnectionFlags.Template));
        uint seconds = row.ExpiresTenths / 10;
        string expires = $"{seconds / 60:00}:{seconds % 60:00}";
        string client = _endpoints.Of(row.ClientAddress.ToString(), row.ClientPort, protocol);
        string service = _endpoints.Of(row.VirtualAddress.ToString(), row.VirtualPort, protocol);
        string server = _endpoints.Of(row.ServerAddress.ToString(), row.ServerPort, protocol);
        Line($"{name,-3} {expires,-6} {state,-11} {client,-18} {service,-18} {server}");
    }
}
