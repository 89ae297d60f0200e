using System.Globalization;
using System.Runtime.InteropServices;
using Lvs.Engine.Addressing;
using Lvs.Service.Directors;
using Lvs.Service.Interop;
using Lvs.Service.Logging;
using Lvs.Service.Options;
using Lvs.Service.Store;
using Lvs.Service.Systemd;
using Lvs.Xdp;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Lvs.Service.Hosting;

/// <summary>lvsd with its options known: serves until it is asked to stop, or takes everything down.</summary>
internal static class LvsdRun
{
    // The director stands still while memory is compacted: 4 ms with few rules, 250 ms with 100,000 real servers.
    private const int MostServersToSettle = 10_000;

    private static readonly TimeSpan _settling = TimeSpan.FromMilliseconds(500);

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    /// <param name="options">How.</param>
    /// <param name="build">Puts the director together on its thread.</param>
    /// <exception cref="StartupException">It cannot start as things are.</exception>
    public static async Task ServeAsync(LvsdOptions options, Func<ForwarderSurroundings, IDirectorAssembly> build)
    {
        // A hang-up would end the process, which systemd takes for a clean end and leaves so: a rotation of logs must not do that.
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        SystemdEnvironment systemd = SystemdEnvironment.Read(Environment.GetEnvironmentVariable, Environment.ProcessId);
        systemd.Claim();
        using Logger log = LogSetup.Create(options, systemd.IsJournal);
        using StateFile file = new(options.StateDirectory);
        ForwarderHost host = new(Forwarding(options, notice => Tell(log, notice)), build);
        LvsdParts parts = new(
            host, file, new NetlinkAddressManager(), AccessPolicy.ForMachine(options.Group, options.ReadersGroup), systemd,
            logging => logging.AddSerilog(log));
        await using LvsdServer server = await LvsdServer.StartAsync(options, parts);
        if (server.RestoredServers <= MostServersToSettle)
            _ = SettleAsync();
        await server.WaitForShutdownAsync();
    }

    private static void Tell(Logger log, Notice notice) => log.Write(
        notice.IsWarning ? LogEventLevel.Warning : LogEventLevel.Information, notice.Error, "{Message:l}", notice.Text);

    // What only the start needed goes back to the system: the stored rules as text, the programs for the verifier, and what the runtime's
    // compiler worked with, which comes after the first answers.
    private static async Task SettleAsync()
    {
        await Task.Delay(_settling);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        LibC.MallocTrim(0);
    }

    /// <summary>Takes everything down that lvsd ever left: XDP programs, pins, and the virtual addresses it put on interfaces.
    /// The rules stay on disk.</summary>
    /// <exception cref="StartupException">A running lvsd holds it, or rights are missing.</exception>
    public static void Detach(LvsdOptions options, TextWriter output)
    {
        try
        {
            bool removed = DataPlane.Remove(options.PinDirectory);
            int addresses = RemoveAddresses(options);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"lvsd: {(removed ? "the data path was taken down" : "there was no data path")} in {options.PinDirectory}; "
                    + $"{addresses} virtual addresses were taken off"));
        }
        catch (DataPlaneException e)
        {
            throw new StartupException(e.Message, e.Remedy, e);
        }
    }

    private static int RemoveAddresses(LvsdOptions options)
    {
        if (!File.Exists(Path.Combine(options.StateDirectory, StateFile.FileName)))
            return 0;
        using StateFile file = new(options.StateDirectory);
        NetlinkAddressManager manager = new();
        int removed = 0;
        foreach (Client.LvsVirtualAddress address in file.Read(BootId.Read()).State.VirtualAddresses)
        {
            manager.Remove(InetAddress.Parse(address.Address!), address.PrefixLength!.Value, address.Interface!);
            removed++;
        }

        return removed;
    }

    /// <summary>How the forwarder is set up for these options.</summary>
    internal static ForwarderOptions Forwarding(LvsdOptions options, Action<Notice> notify) => new()
    {
        DataPlane = new DataPlaneOptions
        {
            PinDirectory = options.PinDirectory,
            Connections = options.Connections != 0
                ? options.Connections
                : OptionValues.ConnectionsFor(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            Servers = options.Servers,
        },
        Interfaces = options.Interfaces,
        Notify = notify,
    };
}
