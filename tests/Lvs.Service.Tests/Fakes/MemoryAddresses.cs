using Lvs.Engine.Addressing;
using Lvs.Service.Directors;
using Lvs.Service.Problems;

namespace Lvs.Service.Tests.Fakes;

/// <summary>Interfaces lo and eth0, with the addresses put on them.</summary>
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

    private static void Check(string name)
    {
        if (name is not ("lo" or "eth0"))
            throw Problem.Create(ProblemCatalog.InterfaceNotFound, name, $"There is no interface '{name}'.", "Use lo or eth0.");
    }
}
