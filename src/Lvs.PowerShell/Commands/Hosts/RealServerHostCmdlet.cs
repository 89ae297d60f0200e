using System.Net;
using LvsPS.Hosts;

namespace LvsPS.Commands;

/// <summary>What Enable- and Disable-LvsRealServerHost share: they work on the host they run on, and ask no director.</summary>
public abstract class RealServerHostCmdlet : PSCmdlet
{
    /// <summary>Gives what has been made of the host, with every change that can be undone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected HostNetwork Network { get; } = new(HostShell.Local);

    private protected HostRecordFile Record { get; private set; } = null!;

    private protected RealServerSetup Setup { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Record = HostRecordFile.OfThisHost();
        Setup = new RealServerSetup(Network, Record);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (PassThru)
            WriteObject(RealServerHost.From(Record));
    }

    /// <summary>Does the work for one address; what fails is an error of that address, and the next one follows.</summary>
    private protected void Attempt(string? target, Action work)
    {
        try
        {
            work();
        }
        catch (LvsClientException problem)
        {
            WriteError(LvsErrors.From(problem, target));
        }
    }

    /// <summary>The address in its own spelling.</summary>
    /// <exception cref="LvsClientException">It is none that clients could use.</exception>
    private protected static string Canonical(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address) || text.Contains('%') || IPAddress.IsLoopback(address)
            || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6Multicast
            || (!text.Contains(':') && (text.Count(c => c == '.') != 3 || address.GetAddressBytes()[0] >= 224)))
        {
            throw new LvsClientException(
                "invalid-address", text, $"'{text}' is no virtual address.", "Give an IPv4 or IPv6 address: 192.0.2.10, 2001:db8::10.");
        }

        return address.ToString();
    }
}
