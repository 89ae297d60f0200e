using System.Collections;

namespace Lvs.Engine.Rules;

/// <summary>
/// The real servers of a service in the order in which IPVS walks them: the last added first. The links are in the servers
/// themselves, so that adding, removing and stepping cost no search and no allocation.
/// </summary>
public sealed class ServerList : IReadOnlyCollection<RealServer>
{
    private readonly Dictionary<ServerKey, RealServer> _byKey = [];

    internal ServerList()
    {
    }

    /// <summary>The number of servers.</summary>
    public int Count => _byKey.Count;

    /// <summary>The last added.</summary>
    internal RealServer? First { get; private set; }

    /// <summary>The first added.</summary>
    internal RealServer? Last { get; private set; }

    /// <summary>The server with this address and port, or null.</summary>
    public RealServer? Find(ServerKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Walks from the last added to the first added.</summary>
    public Enumerator GetEnumerator() => new(First);

    IEnumerator<RealServer> IEnumerable<RealServer>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes room for so many at once.</summary>
    internal void EnsureCapacity(int count) => _byKey.EnsureCapacity(count);

    internal void AddFirst(RealServer server)
    {
        _byKey.Add(server.Key, server);
        server.Previous = null;
        server.Next = First;
        if (First is null)
            Last = server;
        else
            First.Previous = server;
        First = server;
    }

    internal void Remove(RealServer server)
    {
        _byKey.Remove(server.Key);
        if (server.Previous is null)
            First = server.Next;
        else
            server.Previous.Next = server.Next;
        if (server.Next is null)
            Last = server.Previous;
        else
            server.Next.Previous = server.Previous;
        server.Previous = null;
        server.Next = null;
    }

    /// <summary>Steps through the list; not to be used across changes of it.</summary>
    public struct Enumerator : IEnumerator<RealServer>
    {
        private readonly RealServer? _first;
        private RealServer? _next;

        internal Enumerator(RealServer? first)
        {
            _first = first;
            _next = first;
            Current = null!;
        }

        /// <summary>The server the last step came to.</summary>
        public RealServer Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Steps to the next server; false behind the last.</summary>
        public bool MoveNext()
        {
            if (_next is null)
                return false;
            Current = _next;
            _next = _next.Next;
            return true;
        }

        /// <summary>Starts over.</summary>
        public void Reset() => _next = _first;

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }
    }
}
