using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>
/// sh: by the client's address, with sh-port by its port as well, through 256 buckets dealt to the servers by weight (ip_vs_sh).
/// When the server of the bucket takes no connections there is none, unless sh-fallback asks for other buckets.
/// </summary>
public sealed class SourceHashScheduler : HashScheduler
{
    private const int Buckets = 256;

    internal SourceHashScheduler()
        : base(Buckets)
    {
    }

    /// <inheritdoc/>
    public override string Name => "sh";

    /// <inheritdoc/>
    public override RealServer? Pick(in SchedulingRequest request)
    {
        RealServer?[] table = Table;
        SchedulerFlags flags = Service.Settings.SchedulerFlags;
        uint value = AddressHash.Fold(request.Client, Service.Key.Address.IsV6);
        if ((flags & SchedulerFlags.Port) != 0)
            value = unchecked(value + request.ClientPort);
        int home = AddressHash.Bucket256(value);
        RealServer? server = table[home];
        if (IsUsable(server))
            return server;
        return server is null || (flags & SchedulerFlags.Fallback) == 0 ? null : PickOther(table, home);
    }

    private protected override void Fill(RealServer?[] table)
    {
        RealServer? server = Service.Servers.First;
        int taken = 0;
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = server;

            // A server of weight 0 takes a bucket, too: its clients are refused rather than moved.
            if (server is null || ++taken < server.Weight)
                continue;
            server = server.Next ?? Service.Servers.First;
            taken = 0;
        }
    }

    private static RealServer? PickOther(RealServer?[] table, int home)
    {
        for (int offset = 0; offset < Buckets; offset++)
        {
            int step = (offset + home) % Buckets;
            RealServer? server = table[(step + home) % Buckets];
            if (IsUsable(server))
                return server;
        }

        return null;
    }
}
