using Lvs.Xdp;

namespace Lvs.Service.Directors;

/// <summary>Puts the director together with what the forwarder gives it.</summary>
internal static class DirectorFactory
{
    /// <summary>Makes the director; on its thread.</summary>
    public static IDirectorAssembly Create(ForwarderSurroundings surroundings) => new DirectorAssembly(surroundings);
}
