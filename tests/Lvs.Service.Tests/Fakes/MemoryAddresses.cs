using Lvs.Engine.Addressing;
using Lvs.Service.Directors;
using Lvs.Service.Problems;

namespace Lvs.Service.Tests.Fakes;

/// <summary>Interfaces lo, eth0 and eth1, with the addresses put on them.</summary>
internal sealed class MemoryAddresses : IAddressManager
{
    public HashSet<string> Present { get; } = [];

    public void Add(InetAddress address, int prefixLength, string interfaceName)
    {
        Check(interfaceName);
        Present.Add($"{address}/{prefixLength} {interfaceName}");
    }

    public void Remove(InetAddress address, int prefixLength, string interfaceName)
    {
        Check(interfaceName);
        Present.Remove($"{address}/{prefixLength} {interfaceName}");
    }

    public int MtuOf(string interfaceName)
    {
        Check(interfaceName);
        return interfaceName == "eth1" ? 9000 : 1500;
    }

    private static void Check(string name)
    {
        if (name is not ("lo" or "eth0" or "eth1"))
            throw Problem.Create(ProblemCatalog.InterfaceNotFound, name, $"There is no interface '{name}'.", "Use lo, eth0 or eth1.");
    }
}
