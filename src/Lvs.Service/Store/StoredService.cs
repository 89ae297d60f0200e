using Lvs.Client;

namespace Lvs.Service.Store;

/// <summary>A virtual service in the file.</summary>
internal sealed record StoredService
{
    public int Number { get; set; }

    public LvsVirtualService Service { get; set; } = new();

    public IReadOnlyList<StoredServer> Servers { get; set; } = [];
}
