namespace Lvs.Service.Store;

/// <summary>A removed real server in the file.</summary>
internal sealed record StoredRemovedServer
{
    public string Service { get; set; } = "";

    public int ServiceNumber { get; set; }

    public StoredServer Server { get; set; } = new();
}
