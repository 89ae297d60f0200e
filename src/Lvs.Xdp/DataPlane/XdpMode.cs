namespace Lvs.Xdp;

/// <summary>Where on an interface the XDP program runs.</summary>
public enum XdpMode
{
    /// <summary>In the driver, before the kernel has made a packet of the frame.</summary>
    Native,

    /// <summary>In the network core: works on every interface, at about half the speed.</summary>
    Generic,
}
