using Lvs.Service.Options;
using Lvs.Xdp;

namespace Lvs.Service.Directors;

/// <summary>Puts the director together with what the forwarder gives it.</summary>
internal static class DirectorFactory
{
    /// <summary>Makes the director; on its thread.</summary>
    /// <exception cref="StartupException">This build has none.</exception>
    public static IDirectorAssembly Create(ForwarderSurroundings surroundings) => throw new StartupException(
        $"This build of lvsd has no director for {surroundings.Plane.PinPath}.", "Install a complete build.");
}
