namespace LvsPS.Checks.RealServers;

/// <summary>A strict reverse path filter drops a client's packets when they come in by another interface than the answers go out
/// by: out of a tunnel always, and wherever a real server has an interface to the director and one to the world.</summary>
internal sealed class ReversePathCheck : IRealServerCheck
{
    private const string Tunnel = "tunl0";
    private const int Strict = 1;

    /// <inheritdoc/>
    public IEnumerable<CheckResult> Run(RealServerQuestion question)
    {
        if (!question.TakesVirtualAddress || !question.Families.Contains(false))
            yield break;
        bool kernelTunnel = question.Method == ForwardingMethod.Tunnel && question.Network.Link(Tunnel) is { IsUp: true };
        if ((kernelTunnel ? Tunnel : question.IncomingDevice(false)) is not { } incoming)
            yield break;
        int filter = question.Network.LargerSysctl(incoming, "rp_filter");
        string? outgoing = question.WayBack(false)?.Device;
        bool passed = filter != Strict || outgoing is null || outgoing == incoming;
        string mode = filter switch { 0 => "off", Strict => "strict", _ => "loose" };
        string ways = outgoing is null || outgoing == incoming ? ""
            : $" Packets come in by {incoming}, answers go out by {outgoing}.";
        yield return CheckResult.Of(
            "ReversePath", incoming, passed, $"The reverse path filter is {mode} (rp_filter {filter}).{ways}",
            $"Make it loose: sysctl -w net.ipv4.conf.{incoming}.rp_filter=2.");
    }
}
