using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>dh: by the address the client asks for, through 256 buckets dealt to the servers in turn, whatever their weights;
/// when the server of the bucket takes no connections, there is none (ip_vs_dh).</summary>
public sealed class DestinationHashScheduler : HashScheduler
{
    internal DestinationHashScheduler()
        : base(256)
    {
    }

    /// <inheritdoc/>
    public override string Name => "dh";

    /// <inheritdoc/>
    public override RealServer? Pick(in SchedulingRequest request)
    {
        uint value = AddressHash.Fold(request.Destination, Service.Key.Address.IsV6);
        RealServer? server = Table[AddressHash.Bucket256(value)];
        return IsUsable(server) ? server : null;
    }

    private protected override void Fill(RealServer?[] table)
    {
        RealServer? server = Service.Servers.First;
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = server;
            server = server?.Next ?? Service.Servers.First;
        }
    }
}
