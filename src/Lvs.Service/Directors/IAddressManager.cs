using Lvs.Engine.Addressing;

namespace Lvs.Service.Directors;

/// <summary>Puts addresses on interfaces of this host and takes them off, and knows the interfaces.</summary>
internal interface IAddressManager
{
    /// <summary>Adds an address; one that is there already is no error.</summary>
    /// <returns>False when it was there already: then it is somebody else's to take off.</returns>
    /// <exception cref="Problems.ProblemException">There is no such interface, or the kernel refused.</exception>
    bool Add(InetAddress address, int prefixLength, string interfaceName);

    /// <summary>Takes an address off; one that is gone already, maybe with its interface, is no error.</summary>
    /// <exception cref="Problems.ProblemException">The kernel refused.</exception>
    void Remove(InetAddress address, int prefixLength, string interfaceName);

    /// <summary>The MTU of an interface in bytes.</summary>
    /// <exception cref="Problems.ProblemException">There is no such interface.</exception>
    int MtuOf(string interfaceName);
}
