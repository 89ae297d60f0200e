using Lvs.Client;
using Lvs.Engine.Addressing;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>What a virtual address has to say.</summary>
internal static class VirtualAddressRules
{
    /// <summary>The address checked, with its usual text and the prefix length that was left out.</summary>
    /// <exception cref="ProblemException">Something is missing, or cannot be.</exception>
    public static LvsVirtualAddress Complete(LvsVirtualAddress body, string path = "$")
    {
        InetAddress address = Values.Address(body.Address, $"{path}.address");
        int bits = address.IsV4 ? 32 : 128;
        int prefix = body.PrefixLength ?? bits;
        if (prefix < 0 || prefix > bits)
        {
            throw Problem.Create(
                ProblemCatalog.InvalidValue, Values.Text(prefix), $"{prefix} is no prefix length of {address}.",
                $"Give 0 to {bits}.", $"{path}.prefixLength");
        }

        if (string.IsNullOrEmpty(body.Interface))
            throw Values.Missing("interface", $"{path}.interface");
        return new LvsVirtualAddress { Address = address.ToString(), PrefixLength = prefix, Interface = body.Interface };
    }
}
