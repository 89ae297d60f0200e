using Lvs.Client;

namespace Lvs.Service.Store;

/// <summary>A real server in the file.</summary>
internal sealed record StoredServer
{
    public int Number { get; set; }

    public LvsRealServer Server { get; set; } = new();

    public int? LastWeight { get; set; }
}
