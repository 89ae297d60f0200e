using System.Buffers;
using Lvs.Engine.Addressing;

namespace Lvs.Xdp;

/// <summary>
/// Frames that wait for a neighbour to answer: a few for each neighbour, the oldest going first, and not many in all. Copies,
/// so that nobody's silence keeps packet memory. One thread uses it.
/// </summary>
internal sealed class HeldFrames
{
    /// <summary>Frames a neighbour: a connection opens with one, and three is what kernels kept for long.</summary>
    internal const int PerNeighbour = 3;

    /// <summary>Frames in all.</summary>
    internal const int Limit = 512;

    private readonly Dictionary<InetAddress, Queue<Held>> _waiting = [];
    private readonly Queue<Held> _ready = new();
    private readonly Stack<Queue<Held>> _spare = new();

    /// <summary>Frames waiting for a neighbour.</summary>
    internal int Count { get; private set; }

    /// <summary>Frames given up: pushed out by later ones, or over the limit, or never answered.</summary>
    internal ulong Dropped { get; private set; }

    /// <summary>Keeps a copy of a frame.</summary>
    internal void Hold(ReadOnlySpan<byte> frame, uint ingress, InetAddress destination, long now)
    {
        if (!_waiting.TryGetValue(destination, out Queue<Held>? queue))
        {
            if (Count >= Limit)
            {
                Dropped++;
                return;
            }

            queue = _spare.TryPop(out Queue<Held>? spare) ? spare : new Queue<Held>(PerNeighbour);
            _waiting.Add(destination, queue);
        }

        if (queue.Count >= PerNeighbour || Count >= Limit)
            Drop(queue);
        byte[] copy = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(copy);
        queue.Enqueue(new Held(copy, frame.Length, ingress, now));
        Count++;
    }

    /// <summary>The neighbour has answered, or will not: its frames are to be looked at again.</summary>
    internal void Release(InetAddress destination)
    {
        if (!_waiting.Remove(destination, out Queue<Held>? queue))
            return;
        Count -= queue.Count;
        while (queue.TryDequeue(out Held held))
            _ready.Enqueue(held);
        _spare.Push(queue);
    }

    /// <summary>Gives up the frames of neighbours whose first frame has waited since before <paramref name="limit"/>.</summary>
    internal void Expire(long limit)
    {
        foreach ((InetAddress destination, Queue<Held> queue) in _waiting)
        {
            while (queue.TryPeek(out Held oldest) && oldest.Since < limit)
                Drop(queue);
            if (queue.Count == 0)
            {
                _waiting.Remove(destination);
                _spare.Push(queue);
            }
        }
    }

    /// <summary>Takes a released frame; copy it out before the next call, and give it back with <see cref="Return"/>.</summary>
    internal bool TryTake(out Held held) => _ready.TryDequeue(out held);

    /// <summary>Gives the memory of a taken frame back.</summary>
    internal static void Return(Held held) => ArrayPool<byte>.Shared.Return(held.Memory);

    private void Drop(Queue<Held> queue)
    {
        if (queue.TryDequeue(out Held oldest))
        {
            Return(oldest);
            Count--;
        }

        Dropped++;
    }

    /// <summary>A held frame.</summary>
    internal readonly record struct Held(byte[] Memory, int Length, uint Ingress, long Since)
    {
        internal ReadOnlySpan<byte> Frame => Memory.AsSpan(0, Length);
    }
}
