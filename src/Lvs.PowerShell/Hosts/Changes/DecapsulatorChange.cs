namespace LvsPS.Hosts.Changes;

/// <summary>LvsPS's XDP decapsulator on an interface, for kernels that cannot take tunnels apart themselves. <c>ip</c> loads it,
/// so that a real server needs nothing but this module and iproute2.</summary>
/// <param name="Device">The interface that tunnelled packets come in by.</param>
internal sealed record DecapsulatorChange(string Device) : HostChange
{
    /// <summary>The program's name, by which it is known again.</summary>
    public const string Program = "lvs_decap";

    private const string Resource = "decap.bpf.o";

    /// <inheritdoc/>
    public override string Target => Device;

    /// <inheritdoc/>
    public override string Action => "Attach the XDP decapsulator";

    /// <inheritdoc/>
    public override bool IsDone(HostNetwork network) => network.Link(Device)?.XdpProgram == Program;

    /// <inheritdoc/>
    public override void Apply(HostNetwork network)
    {
        if (network.Link(Device) is { XdpProgram: { } other })
        {
            throw new LvsClientException(
                "xdp-in-use", Device, $"{Device} carries the XDP program '{other}' already, and an interface carries one only.",
                $"Take it off (ip link set dev {Device} xdp off), or name another interface.");
        }

        string file = Path.GetTempFileName();
        try
        {
            using (Stream program = typeof(DecapsulatorChange).Assembly.GetManifestResourceStream(Resource)!)
            using (FileStream copy = File.OpenWrite(file))
                program.CopyTo(copy);
            network.Ip("link", "set", "dev", Device, "xdp", "obj", file, "sec", "xdp");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public override string? Revert(HostNetwork network)
    {
        string? present = network.Link(Device)?.XdpProgram;
        if (present is not null && present != Program)
            return $"{Device} carries the XDP program '{present}' now, not ours; it is left so.";
        if (present is not null)
            network.Ip("link", "set", "dev", Device, "xdp", "off");
        return null;
    }
}
