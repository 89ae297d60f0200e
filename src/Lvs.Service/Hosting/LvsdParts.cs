using Lvs.Service.Directors;
using Lvs.Service.Store;
using Lvs.Service.Systemd;

namespace Lvs.Service.Hosting;

/// <summary>What lvsd is put together from; tests put in their own.</summary>
/// <param name="Host">The director.</param>
/// <param name="File">Where the rules are kept.</param>
/// <param name="Addresses">Puts addresses on interfaces.</param>
/// <param name="Policy">Who may do what.</param>
/// <param name="Systemd">What systemd said.</param>
/// <param name="Logging">Where log messages go.</param>
internal sealed record LvsdParts(
    IDirectorHost Host, StateFile File, IAddressManager Addresses, AccessPolicy Policy, SystemdEnvironment Systemd,
    Action<ILoggingBuilder> Logging);
