using Lvs.Engine.Rules;
using Lvs.Engine.Scheduling;

namespace Lvs.Engine.Tests.Scheduling;

/// <summary>
/// The kernel's schedulers written down as plain walks over the list, nothing remembered that the kernel does not remember: what
/// the indexed ones must agree with. The list is kept here as well, the last added first.
/// </summary>
internal abstract class PlainWalk
{
    public List<RealServer> Servers { get; } = [];

    public static PlainWalk For(string name, IRandom random) => name switch
    {
        "rr" => new RoundRobin(),
        "wrr" => new WeightedRoundRobin(),
        "lc" => new Least(static _ => true, static (a, b) => a.Overhead < b.Overhead),
        "wlc" => new Least(static _ => true, static (a, b) => a.Overhead * b.Weight < b.Overhead * a.Weight),
        "sed" => new Least(static _ => true, LessDelay),
        "nq" => new NeverQueue(),
        "fo" => new Least(static _ => true, static (a, b) => a.Weight > b.Weight),
        "ovf" => new Least(static server => server.ActiveConnections <= server.Weight, static (a, b) => a.Weight > b.Weight),
        "twos" => new TwoChoices(random),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public abstract RealServer? Pick();

    public virtual void Added(RealServer server) => Servers.Insert(0, server);

    public virtual void Removed(RealServer server) => Servers.Remove(server);

    public virtual void Edited(RealServer server)
    {
    }

    protected static bool Takes(RealServer server) => !server.IsOverloaded && server.Weight > 0;

    private static bool LessDelay(RealServer a, RealServer b) =>
        (a.ActiveConnections + 1L) * b.Weight < (b.ActiveConnections + 1L) * a.Weight;

    private class Least(Func<RealServer, bool> may, Func<RealServer, RealServer, bool> isLess) : PlainWalk
    {
        public override RealServer? Pick()
        {
            RealServer? least = null;
            foreach (RealServer server in Servers)
                if (Takes(server) && may(server) && (least is null || isLess(server, least)))
                    least = server;
            return least;
        }
    }

    private sealed class NeverQueue() : Least(static _ => true, LessDelay)
    {
        public override RealServer? Pick() =>
            Servers.Find(static server => Takes(server) && server.ActiveConnections == 0) ?? base.Pick();
    }

    private sealed class RoundRobin : PlainWalk
    {
        private RealServer? _last;

        public override RealServer? Pick()
        {
            int start = _last is null ? 0 : Servers.IndexOf(_last) + 1;
            for (int i = 0; i < Servers.Count; i++)
            {
                RealServer server = Servers[(start + i) % Servers.Count];
                if (Takes(server))
                    return _last = server;
            }

            return null;
        }

        public override void Removed(RealServer server)
        {
            int index = Servers.IndexOf(server);
            if (_last == server)
                _last = index == 0 ? null : Servers[index - 1];
            base.Removed(server);
        }
    }

    private sealed class WeightedRoundRobin : PlainWalk
    {
        private int _position = -1;
        private int _current;
        private int _highest;
        private int _step = 1;

        public override RealServer? Pick()
        {
            if (_highest == 0)
                return null;
            int start = _position;
            int stop = -1;
            bool lastRound = false;
            bool restarted = false;
            int at = start;
            while (true)
            {
                while (++at < Servers.Count)
                {
                    if (!Servers[at].IsOverloaded && Servers[at].Weight >= _current)
                        return Servers[_position = at];
                    if (at == stop)
                    {
                        _position = at;
                        return null;
                    }
                }

                at = -1;
                _current -= _step;
                if (_current <= 0)
                {
                    _current = _highest;
                    if (lastRound || start < 0)
                    {
                        _position = -1;
                        return null;
                    }

                    restarted = true;
                }

                lastRound = _current <= _step;
                if (lastRound && restarted && start >= 0)
                    stop = start;
            }
        }

        public override void Added(RealServer server)
        {
            base.Added(server);
            Changed();
        }

        public override void Removed(RealServer server)
        {
            base.Removed(server);
            Changed();
        }

        public override void Edited(RealServer server) => Changed();

        private void Changed()
        {
            _position = -1;
            _step = 0;
            foreach (RealServer server in Servers)
                _step = (int)System.Numerics.BigInteger.GreatestCommonDivisor(_step, server.Weight);
            _step = Math.Max(_step, 1);
            _highest = Servers.Select(static server => server.Weight).DefaultIfEmpty().Max() - (_step - 1);
            if (_current > _highest || _current == 0)
                _current = _highest;
            else if (_step > 1)
                _current = (_current / _step * _step) + 1;
        }
    }

    private sealed class TwoChoices(IRandom random) : PlainWalk
    {
        public override RealServer? Pick()
        {
            long total = Servers.Where(Takes).Sum(static server => (long)server.Weight);
            if (total == 0)
                return null;
            RealServer first = Draw((long)(random.NextUInt32() % (ulong)(total + 1)));
            RealServer second = Draw((long)(random.NextUInt32() % (ulong)(total + 1)));
            return second.Weight * (int)first.Overhead > first.Weight * (int)second.Overhead ? second : first;
        }

        private RealServer Draw(long number)
        {
            foreach (RealServer server in Servers.Where(Takes))
            {
                number -= server.Weight;
                if (number <= 0)
                    return server;
            }

            throw new InvalidOperationException("The draw went beyond the total.");
        }
    }
}
