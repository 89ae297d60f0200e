using Lvs.Engine.Addressing;

namespace Lvs.Engine.Rules;

/// <summary>The marks of one destination network by protocol and port.</summary>
internal sealed class MarkPorts
{
    private readonly PortMap _tcp;
    private readonly PortMap _udp;
    private readonly PortMap _sctp;

    public MarkPorts(IEnumerable<MarkRule> rules)
    {
        // The narrowest range first, then the lowest mark: who comes first keeps the ports.
        MarkRule[] ordered = [.. rules.OrderBy(static rule => rule.HighPort - rule.LowPort).ThenBy(static rule => rule.Mark)];
        _tcp = new PortMap(ordered, Protocol.Tcp);
        _udp = new PortMap(ordered, Protocol.Udp);
        _sctp = new PortMap(ordered, Protocol.Sctp);
    }

    public uint Find(Protocol protocol, ushort port) => protocol switch
    {
        Protocol.Tcp => _tcp.Find(port),
        Protocol.Udp => _udp.Find(port),
        Protocol.Sctp => _sctp.Find(port),
        _ => 0,
    };

    /// <summary>Stretches of ports, each with the mark that wins there.</summary>
    private sealed class PortMap
    {
        private readonly int[] _starts;
        private readonly uint[] _marks;

        public PortMap(MarkRule[] ordered, Protocol protocol)
        {
            MarkRule[] rules = [.. ordered.Where(rule => rule.Protocol is null || rule.Protocol == protocol)];
            IEnumerable<int> edges = rules.SelectMany(static rule => new[] { rule.LowPort, rule.HighPort + 1 });
            _starts = [.. edges.Append(0).Distinct().Order()];
            _marks = new uint[_starts.Length];

            // _free[i] leads to the first stretch at or behind i that nobody has taken, so that each is looked at once.
            int[] free = [.. Enumerable.Range(0, _starts.Length + 1)];
            foreach (MarkRule rule in rules)
            {
                int end = Array.BinarySearch(_starts, rule.HighPort + 1);
                for (int i = Next(free, Array.BinarySearch(_starts, (int)rule.LowPort)); i < end; i = Next(free, i))
                {
                    _marks[i] = rule.Mark;
                    free[i] = i + 1;
                }
            }
        }

        public uint Find(ushort port)
        {
            int i = Array.BinarySearch(_starts, port);
            return _marks[i >= 0 ? i : ~i - 1];
        }

        private static int Next(int[] free, int i)
        {
            while (free[i] != i)
                i = free[i] = free[free[i]];
            return i;
        }
    }
}
