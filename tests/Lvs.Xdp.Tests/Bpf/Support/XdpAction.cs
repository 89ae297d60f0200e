namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>enum xdp_action of linux/bpf.h.</summary>
public enum XdpAction
{
    Aborted = 0,
    Drop = 1,
    Pass = 2,
    Transmit = 3,
    Redirect = 4,
}
