using Lvs.Engine.Addressing;
using Lvs.Service.Directors;
using Lvs.Service.Problems;

namespace Lvs.Service.Tests.Fakes;

/// <summary>Interfaces lo, eth0 and eth1, while nobody takes them away, with the addresses put on them.</summary>
internal sealed class MemoryAddresses : IAddressManager
{
    public HashSet<string> Present { get; } = [];

    public HashSet<string> Interfaces { get; } = ["lo", "eth0", "eth1"];

    public bool Add(InetAddress address, int prefixLength, string interfaceName)
    {
        Check(interfaceName);
        return Present.Add($"{address}/{prefixLength} {interfaceName}");
    }

    public void Remove(InetAddress address, int prefixLength, string interfaceName) =>
        Present.Remove($"{address}/{prefixLength} {interfaceName}");

    public int MtuOf(string interfaceName)
    {
        Check(interfaceName);
        return interfaceName == "eth1" ? 9000 : 1500;
    }

    private void Check(string name)
    {
        if (!Interfaces.Contains(name))
            throw Problem.Create(ProblemCatalog.InterfaceNotFound, name, $"There is no interface '{name}'.", "Use lo, eth0 or eth1.");
    }
}
