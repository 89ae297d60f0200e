namespace Lvs.Engine.Scheduling;

/// <summary>The numbers of the servers that changed last, so that whoever has a copy of their costs can catch up when it needs
/// to.</summary>
internal sealed class ChangeLog
{
    private const int Size = 1024;

    private readonly int[] _servers = new int[Size];

    /// <summary>How many changes there have been.</summary>
    public long Count { get; private set; }

    /// <summary>The first change that is still known.</summary>
    public long First => Math.Max(0, Count - Size);

    /// <summary>The server of a change, which must not lie before <see cref="First"/>.</summary>
    public int this[long change] => _servers[change & (Size - 1)];

    /// <summary>Notes a change.</summary>
    public void Add(int server) => _servers[Count++ & (Size - 1)] = server;
}
