using Lvs.Lab.Network;
using Lvs.Lab.Processes;
using Lvs.Xdp.Programs;

namespace Lvs.Lab.Testbeds;

/// <summary>
/// Lets a real server take tunnelled packets: with the kernel's own tunnel devices where it has them, as every recipe does, and with
/// LvsPS's XDP decapsulator where it has not.
/// </summary>
internal static class Decapsulator
{
    // What the kernel makes by itself in every namespace once the module is there, each taking packets from anybody.
    private static readonly string[] KernelDevices = ["tunl0", "ip6tnl0", "sit0", "gre0", "ip6gre0"];

    /// <summary>Prepares a node's eth0.</summary>
    /// <param name="node">The real server.</param>
    /// <param name="directory">Where the program's file may be put for a moment.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it is done, for people.</returns>
    public static async Task<string> SetUpAsync(LabNode node, string directory, CancellationToken cancellation)
    {
        // GUE cannot be had this way without configuring fou ports, so the kernel is taken only where it does all the rest.
        CommandResult links = await node.ExecuteAsync(["ip", "-brief", "link", "show"], cancellation);
        string[] present =
            [.. links.EnsureSuccess().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '@')[0])];
        if (KernelDevices.All(present.Contains))
        {
            foreach (string device in KernelDevices)
            {
                await node.IpAsync($"link set {device} up", cancellation);
                node.SetSysctl($"net/ipv4/conf/{device}/rp_filter", "0");
            }

            return "the kernel's tunnel devices";
        }

        string file = Path.Combine(directory, "decap.bpf.o");
        if (!File.Exists(file))
            await File.WriteAllBytesAsync(file, BpfObjects.Decap.ToArray(), cancellation);
        await node.IpAsync($"link set dev eth0 xdpdrv obj {file} sec xdp", cancellation);
        return "XDP (this kernel has no ipip)";
    }
}
